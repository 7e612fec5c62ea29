package org.hillock.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.Test;

/** A backend with one wrong kernel: the kit names it. */
class WrongBackendTest {

  /** The reference, whose sum of two tensors is off in the last element. */
  private record Wrong() implements HardwareBackend {
    @Override
    public Device open(int threads) {
      var right = new ReferenceBackend().open(threads);
      return (Device)
          Proxy.newProxyInstance(
              Wrong.class.getClassLoader(),
              new Class<?>[] {Device.class},
              (proxy, method, arguments) -> {
                try {
                  var result = method.invoke(right, arguments);
                  if (method.getName().equals("addTo")) {
                    var y = (Tensor) arguments[1];
                    y.set(y.size() - 1, y.get(y.size() - 1) + 1);
                  }
                  return result;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }

  private static final class Conformance extends BackendConformance {
    @Override
    protected List<HardwareBackend> components() {
      return List.of(new Wrong());
    }
  }

  @Test
  void itsKernelIsNamed() {
    try (var nodes = new Conformance().conform()) {
      var faults = Demo.faults(nodes);
      assertTrue(
          faults.getFirst().contains("sums of 1 elements: result 0 is not the reference's"),
          faults::toString);
    }
  }
}
