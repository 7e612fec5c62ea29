package org.hillock.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.ScanKernel;

/** A device that knows how long its kernels took. Driven by one thread. */
final class KernelTimes {

  private final Device device;
  private final Map<String, Long> nanos = new TreeMap<>();

  KernelTimes(Device device) {
    this.device = watched(Device.class, device);
  }

  /** The same device, watched. */
  Device device() {
    return device;
  }

  void clear() {
    nanos.clear();
  }

  /** Seconds since the last clearing, by kind of kernel. */
  Map<String, Double> seconds() {
    var seconds = new TreeMap<String, Double>();
    nanos.forEach((kind, time) -> seconds.put(kind, time * 1e-9));
    return seconds;
  }

  private <T> T watched(Class<T> type, T object) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          long start = System.nanoTime();
          var result = call(object, method, arguments);
          if (result instanceof ScanKernel kernel) {
            return watched(ScanKernel.class, kernel);
          }
          nanos.merge(kind(method, arguments), System.nanoTime() - start, Long::sum);
          return result;
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object call(Object object, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(object, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static String kind(Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "convolve" -> pools(arguments) ? "pooling" : "convolution";
      case "convolveInputGradient" ->
          pools(arguments) ? "pooling-gradient" : "convolution-input-gradient";
      case "convolveWeightGradient" -> "convolution-weight-gradient";
      case "gemm" -> "matrix-products";
      case "train", "infer" -> "scans";
      case "backward" -> "scan-gradients";
      default -> "others";
    };
  }

  private static boolean pools(Object[] arguments) {
    return ((Convolution) arguments[0]).groups() > 1;
  }
}
