package org.hillock.plugins.onednn;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.backend.Window;
import org.hillock.api.backend.Windows;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.ComponentReader;
import org.hillock.engine.component.Yaml;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.plugins.cpu.CpuBackend;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithLibrary
class OneDnnBackendTest {

  private static final long STEADY_BYTES = 2000;

  @TempDir Path folder;

  private static OneDnnBackend backend(boolean required) {
    return new OneDnnBackend(Optional.empty(), required, 0.3, new CpuBackend());
  }

  @Test
  void standsOverTheProcessorsBackendUnlessASpecSaysOtherwise() {
    var reading =
        ComponentReader.read(
            List.of(OneDnnBackend.class, CpuBackend.class, ReferenceBackend.class));
    assertEquals(List.of(), reading.problems());
    var binder = new Binder(Catalogue.of(reading.components()));
    assertEquals(
        Optional.of(backend(true)),
        binder.bind(HardwareBackend.class, Yaml.read("onednn"), "backend"));
    assertEquals(
        Optional.of(new OneDnnBackend(Optional.of("dnnl.jar"), false, 0, new ReferenceBackend())),
        binder.bind(
            HardwareBackend.class,
            Yaml.read(
                "{type: onednn, library: dnnl.jar, required: false, sparse: 0,"
                    + " otherwise: reference}"),
            "backend"));
    assertEquals(List.of(), binder.problems());
  }

  @Test
  void namesTheLibraryTheOtherBackendAndTheLimitOfItsBits() {
    try (var device = Devices.open(2, 0.25)) {
      assertTrue(
          device
              .description()
              .matches(
                  "oneDNN 3\\.\\d+\\.\\d+ for products of inputs denser than 0\\.25 \\(bits hold"
                      + " for this machine and number of threads only\\); else cpu, .*, 2 threads"),
          device.description());
      assertEquals(2, device.threads());
    }
  }

  @Test
  void withoutALibraryStopsUnlessItIsNotRequired() {
    var refused =
        assertThrows(HillockException.class, () -> backend(true).open(1, Optional.empty()));
    assertEquals(ErrorCode.FAILED_PRECONDITION, refused.code());
    assertTrue(refused.getMessage().contains(Carrier.folder().toString()), refused.getMessage());
    try (var device = backend(false).open(1, Optional.empty())) {
      assertTrue(device.description().startsWith("cpu"), device.description());
    }
    var why = backend(false).substitution(Optional.empty()).orElseThrow();
    assertTrue(why.contains("no jar dnnl-"), why);
    assertTrue(why.endsWith("; the other backend computes all"), why);
    assertEquals(Optional.empty(), backend(false).substitution());
  }

  @Test
  void aLibraryThatCannotBeLoadedStopsEvenWhereNoneIsRequired() throws Exception {
    var broken = Files.writeString(folder.resolve("libdnnl.so.3"), "no library");
    var carrier = Optional.of(new Carrier(broken, folder));
    var refused = assertThrows(HillockException.class, () -> backend(false).open(1, carrier));
    assertEquals(ErrorCode.CORRUPT_FILE, refused.code());
    assertTrue(refused.getMessage().contains(broken.toString()), refused.getMessage());
  }

  @Test
  void refusesAnotherLibrary() throws Exception {
    var gomp = Carrier.find().orElseThrow().library().resolveSibling("libgomp.so.1");
    var carrier = Optional.of(new Carrier(gomp, folder));
    var refused = assertThrows(HillockException.class, () -> backend(true).open(1, carrier));
    assertTrue(refused.getMessage().contains("is not oneDNN"), refused.getMessage());
  }

  @Test
  void leavesSparseProductsToTheOtherBackend() {
    var spikes = Tensors.random(1, 0, 1, 4000, 128);
    for (long i = 0; i < spikes.size(); i++) {
      spikes.set(i, spikes.get(i) < 0.1 ? 1 : 0);
    }
    var dense = Tensors.random(1, -1, 1, 4000, 128);
    var weight = Tensors.random(2, -1, 1, 128, 64);
    try (var mixed = Devices.open(2, 0.3);
        var onlyOne = Devices.dense(2);
        var onlyOther = new CpuBackend().open(2)) {
      var expected = Tensors.zeros(4000, 64);
      var actual = Tensors.zeros(4000, 64);
      onlyOther.gemm(false, false, 4000, 64, 128, spikes, weight, expected, false);
      mixed.gemm(false, false, 4000, 64, 128, spikes, weight, actual, false);
      Tensors.assertSameBits(expected, actual, "sparse");
      onlyOne.gemm(false, false, 4000, 64, 128, dense, weight, expected, false);
      mixed.gemm(false, false, 4000, 64, 128, dense, weight, actual, false);
      Tensors.assertSameBits(expected, actual, "dense");
    }
  }

  /** A default method of the interface would else hide the other device's. */
  @Test
  void answersForEveryMethodOfADevice() {
    for (var method : Device.class.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        assertDoesNotThrow(
            () ->
                OneDnnDevice.class.getDeclaredMethod(method.getName(), method.getParameterTypes()));
      }
    }
  }

  @Test
  void refusesTensorsOfOtherSizesAndWorkAfterItsEnd() {
    var window = new Window(3, 1, 1, 1);
    var c = new Convolution(new Windows(3, 3, 2, window, window), 4, 1);
    var x = Tensors.zeros(2, 3, 3, 2);
    var y = Tensors.zeros(2, 3, 3, 4);
    var weight = Tensors.zeros(3, 3, 2, 4);
    var device = Devices.dense(1);
    var refused = assertThrows(HillockException.class, () -> device.convolve(c, x, x, y, false));
    assertEquals(ErrorCode.SHAPE_MISMATCH, refused.code());
    device.convolve(c, x, weight, y, false);
    device.close();
    assertThrows(IllegalStateException.class, () -> device.convolve(c, x, weight, y, false));
  }

  @Test
  void allocatesNextToNothingInASteadyCall() {
    var window = new Window(3, 1, 1, 1);
    var c = new Convolution(new Windows(8, 8, 16, window, window), 16, 1);
    var x = Tensors.random(1, -1, 1, 4, 8, 8, 16);
    var y = Tensors.random(1, -1, 1, 4, 8, 8, 16);
    var weight = Tensors.random(2, -1, 1, 3, 3, 16, 16);
    var a = Tensors.random(3, -1, 1, 64, 64);
    var b = Tensors.zeros(64, 64);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (var device = Devices.dense(2)) {
      long least = Long.MAX_VALUE;
      for (int turn = 0; turn < 20_000 && least > STEADY_BYTES; turn++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        device.convolve(c, x, weight, y, false);
        device.convolveInputGradient(c, y, weight, x);
        device.convolveWeightGradient(c, x, y, weight);
        device.gemm(false, true, 64, 64, 64, a, a, b, true);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      assertTrue(least <= STEADY_BYTES, "a steady turn allocates %d bytes".formatted(least));
    }
  }
}
