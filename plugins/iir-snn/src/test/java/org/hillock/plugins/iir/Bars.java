package org.hillock.plugins.iir;

import java.nio.file.Path;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** Small images of a bar, in noise: upright, lying or none. */
record Bars() implements DataSet, Samples {

  static final int CLASSES = 3;
  private static final int SIDE = 8;

  @Override
  public Samples open(Path store) {
    return this;
  }

  @Override
  public SampleShape shape() {
    return new SampleShape(0, Shape.of(SIDE, SIDE, 1));
  }

  @Override
  public int classes() {
    return CLASSES;
  }

  @Override
  public int size(Split split) {
    return switch (split) {
      case TRAIN -> 90;
      case VALIDATION -> 0;
      case TEST -> 30;
    };
  }

  @Override
  public void read(Split split, int index, Tensor sample) {
    var random = RandomStream.of(3).named(split.name()).numbered(index);
    int place = 1 + (int) (6 * random.uniform(SIDE * SIDE));
    for (int i = 0; i < SIDE * SIDE; i++) {
      int along = label(split, index) == 0 ? i / SIDE : i % SIDE;
      boolean bar = label(split, index) < 2 && along == place;
      sample.set(i, (float) ((bar ? 1 : 0) + 0.2 * random.gaussian(i)));
    }
  }

  @Override
  public int label(Split split, int index) {
    return index % CLASSES;
  }

  @Override
  public String sha256() {
    return "0".repeat(64);
  }

  @Override
  public String splitDescription() {
    return "drawn apart";
  }

  @Override
  public void close() {}

  /** Each image for some time steps, a part brighter at each. */
  record Held(int steps, double brighter) implements Encoder {
    @Override
    public SampleShape encoded(SampleShape sample) {
      return new SampleShape(steps, sample.features());
    }

    @Override
    public void encode(Tensor sample, Tensor sequence, RandomStream random) {
      for (int t = 0; t < steps; t++) {
        for (long i = 0; i < sample.size(); i++) {
          sequence.at(t).set(i, (float) (sample.get(i) * (1 + t * brighter)));
        }
      }
    }
  }
}
