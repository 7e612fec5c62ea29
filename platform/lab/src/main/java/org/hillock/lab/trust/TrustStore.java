package org.hillock.lab.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hillock.lab.record.LabException;

/** The certificates whose signatures a lab trusts. */
record TrustStore(Set<X509Certificate> certificates) {

  private static final String PEM = "-----BEGIN CERTIFICATE-----";

  /** Of a certificate's extended key usages, those under which it may sign code (RFC 5280). */
  private static final Set<String> SIGNS_CODE = Set.of("1.3.6.1.5.5.7.3.3", "2.5.29.37.0");

  /**
   * Reads X.509 certificates in PEM, or the certificates of a PKCS #12 file without password.
   *
   * @throws LabException {@code INVALID_ARGUMENT} if there is none in the file
   */
  static TrustStore read(Path file) {
    try {
      var bytes = Files.readAllBytes(file);
      var text = new String(bytes, StandardCharsets.ISO_8859_1);
      var found = text.contains(PEM) ? pem(bytes) : pkcs12(bytes);
      if (!found.isEmpty()) {
        return new TrustStore(found);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw LabException.argument(
          "%s holds no certificates to trust (%s); expected PEM, or PKCS #12 without a password"
              .formatted(file, e.getMessage()));
    }
    throw LabException.argument(
        ("%s holds no certificate that can be read without a password; export it with 'keytool"
                + " -exportcert -rfc'")
            .formatted(file));
  }

  private static Set<X509Certificate> pem(byte[] bytes) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(bytes))
        .stream()
        .map(X509Certificate.class::cast)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Set<X509Certificate> pkcs12(byte[] bytes)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(bytes), null);
    var found = new LinkedHashSet<X509Certificate>();
    for (var alias : Collections.list(store.aliases())) {
      if (store.getCertificate(alias) instanceof X509Certificate certificate) {
        found.add(certificate);
      }
    }
    return found;
  }

  /**
   * Why a signature is not trusted.
   *
   * @param chain the signer's certificate, then those that vouch for it
   * @return empty if it is trusted
   */
  Optional<String> objection(List<X509Certificate> chain, Instant now) {
    var signer = chain.getFirst();
    try {
      signer.checkValidity(Date.from(now));
      if (!maySign(signer)) {
        return Optional.of("its signer's certificate is not for signing code");
      }
      return certificates.contains(signer) ? Optional.empty() : untrusted(chain, now);
    } catch (GeneralSecurityException e) {
      return Optional.of("its signer's certificate is not valid now: " + e.getMessage());
    }
  }

  private static boolean maySign(X509Certificate signer) throws GeneralSecurityException {
    var usage = signer.getKeyUsage();
    var extended = signer.getExtendedKeyUsage();
    return (usage == null || usage[0])
        && (extended == null || extended.stream().anyMatch(SIGNS_CODE::contains));
  }

  private Optional<String> untrusted(List<X509Certificate> chain, Instant now) {
    var path = new ArrayList<X509Certificate>();
    for (var certificate : chain) {
      if (certificates.contains(certificate)) {
        break;
      }
      path.add(certificate);
    }
    try {
      var anchors = certificates.stream().map(c -> new TrustAnchor(c, null));
      var parameters = new PKIXParameters(anchors.collect(Collectors.toSet()));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      var factory = CertificateFactory.getInstance("X.509");
      CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(path), parameters);
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.of("its signer is not among the trusted: " + e.getMessage());
    }
  }
}
