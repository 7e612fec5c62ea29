package org.hillock.plugins.onednn;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.hillock.api.backend.Convolution;

/** Convolutions, one plan for each shape and number of images. */
final class Convolutions {

  private record Key(ConvolutionPlan.Kind kind, Convolution convolution, long images) {}

  private final Engine engine;
  private final Map<Key, ConvolutionPlan> plans = new HashMap<>();

  Convolutions(Engine engine) {
    this.engine = engine;
  }

  /**
   * Runs one of a convolution's computations.
   *
   * @param images input or its gradient
   * @param outputs output or its gradient
   */
  void run(
      ConvolutionPlan.Kind kind,
      Convolution convolution,
      MemorySegment images,
      MemorySegment weight,
      MemorySegment outputs) {
    long count = images.byteSize() / Float.BYTES / convolution.windows().imageSize();
    var key = new Key(kind, convolution, count);
    var plan = plans.get(key);
    if (plan == null) {
      plan = ConvolutionPlan.of(engine, kind, convolution, count);
      plans.put(key, plan);
    }
    plan.run(engine, images, weight, outputs);
  }
}
