package org.hillock.plugins.onednn;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Optional;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.plugins.cpu.CpuBackend;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;

@WithLibrary
class UnloadingTest {

  /** Defines this plugin's classes itself, as its bundle does. */
  private static final class Bundle extends URLClassLoader {

    Bundle(URL classes) {
      super(new URL[] {classes}, UnloadingTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      boolean own = name.startsWith(OneDnnBackend.class.getPackageName());
      var loaded = findLoadedClass(name);
      return loaded != null ? loaded : own ? findClass(name) : super.loadClass(name, resolve);
    }
  }

  @Test
  void thePluginsClassesGoWhenItsDevicesAreClosedThoughTheLibraryStays() throws Exception {
    var collected = new ReferenceQueue<ClassLoader>();
    var loader = new WeakReference<>(use(), collected);
    System.gc();
    // What the devices held may be freed by a first collection, the loader only by a second.
    var gone = Optional.ofNullable(collected.remove(1000));
    if (gone.isEmpty()) {
      System.gc();
      gone = Optional.ofNullable(collected.remove(10_000));
    }
    assertSame(loader, gone.orElse(null));
  }

  private static ClassLoader use() throws Exception {
    var classes = OneDnnBackend.class.getProtectionDomain().getCodeSource().getLocation();
    var bundle = new Bundle(classes);
    var type = bundle.loadClass(OneDnnBackend.class.getName());
    assertTrue(type != OneDnnBackend.class);
    var backend =
        (HardwareBackend)
            type.getConstructors()[0].newInstance(Optional.empty(), true, 0.0, new CpuBackend());
    try (var device = backend.open(2)) {
      var a = Tensors.random(1, -1, 1, 40, 40);
      var b = Tensors.zeros(40, 40);
      device.gemm(false, false, 40, 40, 40, a, a, b, false);
      assertTrue(device.sumOfSquares(b) > 0);
    }
    bundle.close();
    return bundle;
  }
}
