package org.hillock.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import org.hillock.lab.LabConfig;
import org.hillock.lab.trust.UploadPolicy;
import org.hillock.lab.trust.UploadRules;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which plugins a running server takes. */
final class UploadOptions {

  @Option(
      names = "--plugin-uploads",
      paramLabel = "POLICY",
      converter = PolicyConverter.class,
      description = {
        "Which plugins are taken while it runs (default: off):",
        "off: none",
        "signed: those signed by a certificate of --plugin-trust",
        "warn: all, those that 'signed' would refuse with a warning",
        "any: all",
        "One altered after it was signed is never taken."
      })
  private UploadPolicy policy = UploadPolicy.OFF;

  @Option(
      names = "--plugin-trust",
      paramLabel = "FILE",
      description = "The certificates to trust, PEM, or PKCS #12 without a password.")
  private Optional<Path> trust = Optional.empty();

  @Option(
      names = "--plugin-max-size",
      paramLabel = "SIZE",
      description = "The greatest jar taken (default: ${DEFAULT-VALUE}).",
      defaultValue = "64MiB")
  private String size = "";

  LabConfig apply(LabConfig config) {
    return config.withUploads(
        new UploadRules(policy, trust, ByteSize.bytes("--plugin-max-size", size)));
  }

  static final class PolicyConverter implements ITypeConverter<UploadPolicy> {
    @Override
    public UploadPolicy convert(String text) {
      for (var policy : UploadPolicy.values()) {
        if (policy.text().equals(text)) {
          return policy;
        }
      }
      throw new TypeConversionException("'" + text + "' is none of off, signed, warn, any");
    }
  }
}
