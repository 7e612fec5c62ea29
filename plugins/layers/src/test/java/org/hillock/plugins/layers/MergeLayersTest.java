package org.hillock.plugins.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Merge;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.Wired;
import org.junit.jupiter.api.Test;

/** Where branches meet. */
class MergeLayersTest {

  private static Linear linear(int out) {
    return new Linear(out, true, Weights.KAIMING, 1);
  }

  private static float[] halvesMerged(Merge merge, float... values) {
    var layers =
        List.of(
            Wired.to(new Slice(0, 2), Wired.DATA),
            Wired.to(new Slice(2, 2), Wired.DATA),
            Wired.to(merge, 1, 0));
    try (var trial = new Trial(Shape.of(4), layers.toArray(Wired[]::new))) {
      return trial.run(1, values);
    }
  }

  @Test
  void mergesTakeTheirInputsInOrder() {
    assertArrayEquals(new float[] {4, 6}, halvesMerged(new Add(), 1, 2, 3, 4));
    assertArrayEquals(new float[] {3, 8}, halvesMerged(new Multiply(), 1, 2, 3, 4));
    assertArrayEquals(new float[] {3, 4, 1, 2}, halvesMerged(new Concatenate(), 1, 2, 3, 4));
  }

  @Test
  void branchesDifferentiateAndStream() {
    try (var trial =
        new Trial(
            Shape.of(3),
            linear(4),
            new DecayingScan(0.6),
            Wired.to(linear(4), Wired.DATA),
            new Activation(Activation.Function.TANH),
            Wired.to(new Multiply(), 1, 3, 0),
            Wired.to(new Concatenate(), 4, Wired.DATA),
            linear(2))) {
      trial.differentiates(4, 2);
      trial.streams(4, 2);
    }
  }

  @Test
  void theGraphIsSeenInTheLayers() {
    var layers =
        List.<Layer>of(linear(2), Wired.to(linear(2), Wired.DATA), Wired.to(new Add(), 0, 1));
    assertEquals(
        List.of(List.of("data"), List.of("data"), List.of("0.linear", "1.linear")),
        Networks.outline(layers, Shape.of(3)).layers().stream().map(LayerInfo::inputs).toList());
  }

  @Test
  void mergesSayWhatTheyTake() {
    Trial.refused(
        new Add(),
        Shape.of(3),
        "network[0] (add): merges at least two inputs, got 1; name layers and list them under"
            + " 'input'");
    Trial.refused(
        new Wkv(0.3, 0), Shape.of(3), "network[0] (wkv): takes two inputs, [key, value], got 1");
  }

  @Test
  void wkvIsAWeightedMeanOfWhatWasSeen() {
    var layers =
        new Wired[] {
          Wired.to(new Slice(0, 1), Wired.DATA),
          Wired.to(new Slice(1, 1), Wired.DATA),
          Wired.to(new Wkv(0.3, 0.5), 0, 1)
        };
    double[] k = {1, -2, 90, 91};
    double[] v = {3, 5, -1, 2};
    var input = new float[8];
    var expected = new float[4];
    for (int t = 0; t < 4; t++) {
      input[2 * t] = (float) k[t];
      input[2 * t + 1] = (float) v[t];
      double sum = Math.exp(0.5 + k[t]) * v[t];
      double weight = Math.exp(0.5 + k[t]);
      for (int i = 0; i < t; i++) {
        double e = Math.exp(k[i] - (t - 1 - i) * 0.3);
        sum += e * v[i];
        weight += e;
      }
      expected[t] = (float) (sum / weight);
    }
    try (var trial = new Trial(Shape.of(2), layers)) {
      assertArrayEquals(expected, trial.run(4, input), 1e-5f);
    }
  }

  @Test
  void wkvDifferentiatesAndStreams() {
    try (var trial =
        new Trial(
            Shape.of(2),
            // Without bias: what is added to every key has no influence.
            new Linear(3, false, Weights.KAIMING, 1),
            Wired.to(linear(3), Wired.DATA),
            Wired.to(new Wkv(0.4, 0.2), 0, 1))) {
      trial.differentiates(5, 2);
      trial.streams(5, 2);
    }
  }
}
