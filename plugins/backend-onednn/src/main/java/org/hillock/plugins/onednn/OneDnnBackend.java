package org.hillock.plugins.onednn;

import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;

/**
 * oneDNN on the processor, over another backend. See {@code docs/onednn.md} for where the library
 * comes from.
 */
@Component(
    id = "onednn",
    doc =
        "The oneDNN library for dense matrix products and convolutions, another backend for all"
            + " else. The library is not shipped: see docs/onednn.md. Bits may differ between"
            + " machines and numbers of threads.")
public record OneDnnBackend(
    @Param(
            doc =
                "the library (libdnnl.so.3) or a dnnl jar that carries it; without it the jar is"
                    + " looked for on the class path and in the folder native of the home")
        Optional<String> library,
    @Param(
            doc =
                "whether a run must stop where no library is found, rather than leave everything"
                    + " to the other backend",
            value = "true")
        boolean required,
    @Param(
            doc =
                "share of non-zero inputs below which large products and convolutions are left to"
                    + " the other backend, which computes by events; 0: never",
            value = "0.3",
            min = 0,
            max = 1)
        double sparse,
    @Param(doc = "the backend that computes everything else", value = "cpu")
        HardwareBackend otherwise)
    implements HardwareBackend {

  @Override
  public Device open(int threads) {
    return open(threads, library.map(Carrier::given).or(Carrier::find));
  }

  Device open(int threads, Optional<Carrier> carrier) {
    if (substitution(carrier).isPresent()) {
      return otherwise.open(threads);
    }
    var dnnl = Dnnl.load(carrier.orElseThrow(OneDnnBackend::missing).library());
    var other = otherwise.open(threads);
    try {
      return new OneDnnDevice(new Engine(dnnl, threads), other, sparse);
    } catch (RuntimeException | Error e) {
      other.close();
      throw e;
    }
  }

  @Override
  public Optional<String> substitution() {
    return substitution(library.map(Carrier::given).or(Carrier::find));
  }

  Optional<String> substitution(Optional<Carrier> carrier) {
    return carrier.isPresent() || required
        ? Optional.empty()
        : Optional.of(absence() + "; the other backend computes all");
  }

  private static String absence() {
    return "backend onednn: no jar dnnl-VERSION-%s.jar on the class path or in %s"
        .formatted(Carrier.platform(), Carrier.folder());
  }

  private static HillockException missing() {
    return new HillockException(
        ErrorCode.FAILED_PRECONDITION,
        absence()
            + "; put one there, name one in backend.library, or set backend.required to false to"
            + " compute without it");
  }
}
