package org.hillock.bench.rival;

import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Tensor;

/**
 * {@code a = b + s·c} over large arrays: what the memory gives to a kernel that reads two streams
 * and writes one (McCalpin 1995, STREAM). Threads have equal shares.
 */
public final class Triad implements AutoCloseable {

  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();
  private static final float SCALE = 0.5f;

  private final Tensor a;
  private final ExecutorService pool;
  private final List<Callable<Object>> parts;

  /**
   * A triad of these arrays.
   *
   * @param a written
   * @param threads at least 1
   */
  public Triad(Tensor a, Tensor b, Tensor c, int threads) {
    this.a = a;
    long vectors = a.size() / LANES;
    pool = Executors.newFixedThreadPool(threads);
    parts =
        IntStream.range(0, threads)
            .mapToObj(
                i ->
                    Executors.callable(
                        () ->
                            run(
                                a,
                                b,
                                c,
                                vectors * i / threads * LANES,
                                vectors * (i + 1) / threads * LANES)))
            .toList();
  }

  private static void run(Tensor a, Tensor b, Tensor c, long from, long to) {
    var as = a.segment();
    var bs = b.segment();
    var cs = c.segment();
    var order = ByteOrder.nativeOrder();
    for (long at = from * Float.BYTES; at < to * Float.BYTES; at += (long) LANES * Float.BYTES) {
      FloatVector.fromMemorySegment(FloatVector.SPECIES_PREFERRED, cs, at, order)
          .mul(SCALE)
          .add(FloatVector.fromMemorySegment(FloatVector.SPECIES_PREFERRED, bs, at, order))
          .intoMemorySegment(as, at, order);
    }
  }

  /** Once over all of the arrays but a last piece shorter than a vector. */
  public void run() {
    try {
      for (var part : pool.invokeAll(parts)) {
        part.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HillockException(ErrorCode.CANCELLED, "interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new AssertionError("the triad failed", e);
    }
  }

  /** Gigabytes read and written. */
  public double traffic() {
    return 3e-9 * a.segment().byteSize();
  }

  @Override
  public void close() {
    pool.close();
  }
}
