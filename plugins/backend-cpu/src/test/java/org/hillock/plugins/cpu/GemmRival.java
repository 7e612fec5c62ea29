package org.hillock.plugins.cpu;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * A matrix product to compare with: the compiled classes {@code spike.Par} (a thread team) and
 * {@code spike.HGemm} of the prototype this backend's product came from, which is no part of this
 * repository.
 */
final class GemmRival implements AutoCloseable {

  private final URLClassLoader loader;
  private final Object product;
  private final Method run;

  GemmRival(Path classes, int threads) throws Exception {
    loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
    Constructor<?> team = loader.loadClass("spike.Par").getConstructor(int.class);
    Class<?> type = loader.loadClass("spike.HGemm");
    product = type.getConstructor(team.getDeclaringClass()).newInstance(team.newInstance(threads));
    Class<?> segment = MemorySegment.class;
    run =
        type.getMethod(
            "run",
            int.class,
            int.class,
            int.class,
            segment,
            long.class,
            segment,
            long.class,
            segment,
            long.class);
  }

  void run(int m, int n, int k, MemorySegment a, MemorySegment b, MemorySegment c) {
    try {
      run.invoke(product, m, n, k, a, (long) k, b, (long) n, c, (long) n);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
