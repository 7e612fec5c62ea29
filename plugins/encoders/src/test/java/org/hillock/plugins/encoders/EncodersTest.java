package org.hillock.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.SampleShape;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.component.ComponentReader;
import org.junit.jupiter.api.Test;

class EncodersTest {

  private static final RandomStream RANDOM = RandomStream.of(7);

  private static float[] encode(Encoder encoder, int steps, Shape features, float... values) {
    var sample = new SampleShape(steps, features);
    var arena = Arena.ofAuto();
    var in = Tensor.of(arena.allocate(sample.tensor().size() * 4, 4), sample.tensor());
    in.copyFrom(values);
    var shape = encoder.encoded(sample).tensor();
    var out = Tensor.of(arena.allocate(shape.size() * 4, 4), shape);
    out.fill(-9);
    encoder.encode(in, out, RANDOM);
    return out.toArray();
  }

  private static HillockException refused(Encoder encoder, int steps, float... values) {
    return assertThrows(
        HillockException.class,
        () -> encode(encoder, steps, Shape.of(values.length / Math.max(1, steps)), values));
  }

  @Test
  void everyComponentIsWellFormed() {
    var reading = ComponentReader.read(new EncodersPlugin().components().types());
    assertEquals(List.of(), reading.problems());
    assertEquals(5, reading.components().size());
  }

  @Test
  void directHoldsEveryValue() {
    var encoder = new Direct(3);
    assertEquals(
        new SampleShape(3, Shape.of(2, 1)), encoder.encoded(new SampleShape(0, Shape.of(2, 1))));
    assertArrayEquals(
        new float[] {.5f, -2, .5f, -2, .5f, -2}, encode(encoder, 0, Shape.of(2), .5f, -2));
  }

  @Test
  void directPassesSequencesThroughOrStretchesThem() {
    assertArrayEquals(new float[] {1, 2, 3, 4}, encode(new Direct(1), 2, Shape.of(2), 1, 2, 3, 4));
    assertArrayEquals(
        new float[] {1, 2, 1, 2, 3, 4, 3, 4}, encode(new Direct(2), 2, Shape.of(2), 1, 2, 3, 4));
  }

  @Test
  void rateSpikesAsOftenAsTheValueSays() {
    float[] spikes = encode(new Rate(20_000, .5, false), 0, Shape.of(3), 0, .4f, 1);
    double[] rates = new double[3];
    for (int i = 0; i < spikes.length; i++) {
      assertTrue(spikes[i] == 0 || spikes[i] == 1);
      rates[i % 3] += spikes[i] / 20_000;
    }
    assertEquals(0, rates[0]);
    assertEquals(.2, rates[1], .01);
    assertEquals(.5, rates[2], .012);
  }

  @Test
  void rateWithoutLimitSpikesAlwaysForOne() {
    assertArrayEquals(new float[] {1, 1, 1}, encode(new Rate(3, 1, false), 0, Shape.of(1), 1));
  }

  @Test
  void valuesOutsideTheUnitIntervalAreRefusedUnlessClippingIsAskedFor() {
    var refused = refused(new Rate(3, 1, false), 0, 1.5f);
    assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
    assertEquals(
        "encoder rate takes values from 0 to 1, got 1.5; scale the data or set clip: true",
        refused.getMessage());
    assertArrayEquals(new float[] {1, 0}, encode(new Rate(1, 1, true), 0, Shape.of(2), 1.5f, -1));
    refused(new Rate(3, 1, true), 0, Float.NaN);
    refused(latency(4, Latency.Code.LINEAR, Optional.empty()), 0, -.1f);
  }

  private static Latency latency(int steps, Latency.Code code, Optional<Double> tau) {
    return new Latency(steps, code, tau, .01, false);
  }

  private static int[] firstSpikes(Encoder encoder, int steps, float... values) {
    float[] spikes = encode(encoder, 0, Shape.of(values.length), values);
    int[] first = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      first[i] = -1;
      int count = 0;
      for (int t = 0; t < steps; t++) {
        if (spikes[t * values.length + i] == 1) {
          first[i] = t;
          count++;
        }
      }
      assertTrue(count <= 1);
    }
    return first;
  }

  @Test
  void linearLatencySpreadsValuesEvenly() {
    assertArrayEquals(
        new int[] {0, 5, 10, -1},
        firstSpikes(latency(11, Latency.Code.LINEAR, Optional.empty()), 11, 1, .5f, .011f, .01f));
  }

  @Test
  void logarithmicLatencyIsTheChargingTimeOfAMembrane() {
    // 5·ln(x / (x - 0.01)): 0.0503, 3.47, 8.05; the last is due after the last step.
    var encoder = latency(9, Latency.Code.LOGARITHMIC, Optional.of(5.0));
    assertArrayEquals(new int[] {0, 3, 8, -1}, firstSpikes(encoder, 9, 1, .02f, .0125f, .0101f));
  }

  @Test
  void logarithmicLatencyCanBeFittedToTheSteps() {
    var encoder = latency(20, Latency.Code.LOGARITHMIC, Optional.empty());
    assertArrayEquals(new int[] {0, 19}, firstSpikes(encoder, 20, 1, .0100001f));
  }

  @Test
  void latencyRefusesSamplesWithTime() {
    var refused = refused(latency(4, Latency.Code.LINEAR, Optional.empty()), 2, 1, 1);
    assertEquals(ErrorCode.SHAPE_MISMATCH, refused.code());
  }

  @Test
  void deltaMarksRises() {
    assertArrayEquals(
        new float[] {1, 0, 1, 0},
        encode(new Delta(.5, Delta.Falls.IGNORED), 4, Shape.of(1), .5f, .6f, 1.25f, .2f));
  }

  @Test
  void deltaMarksFallsByNegativeSpikesOrInAChannelOfTheirOwn() {
    assertArrayEquals(
        new float[] {1, 0, 0, -1},
        encode(new Delta(.5, Delta.Falls.NEGATIVE), 2, Shape.of(2), 1, .2f, .75f, -.5f));
    var channels = new Delta(.5, Delta.Falls.CHANNEL);
    assertEquals(
        new SampleShape(2, Shape.of(2, 2)), channels.encoded(new SampleShape(2, Shape.of(2))));
    assertArrayEquals(
        new float[] {1, 0, 0, 0, 0, 0, 0, 1}, encode(channels, 2, Shape.of(2), 1, .2f, .75f, -.5f));
  }

  @Test
  void deltaRefusesSamplesWithoutTime() {
    assertEquals(
        ErrorCode.SHAPE_MISMATCH, refused(new Delta(.1, Delta.Falls.IGNORED), 0, 1).code());
  }

  @Test
  void populationNeuronsAnswerToTheirOwnValues() {
    var encoder = new Population(3, 0, 1, 1, new Direct(1));
    assertEquals(
        new SampleShape(1, Shape.of(2, 3)), encoder.encoded(new SampleShape(0, Shape.of(2))));
    float near = (float) Math.exp(-.5);
    float far = (float) Math.exp(-2);
    assertArrayEquals(
        new float[] {1, near, far, near, 1, near}, encode(encoder, 0, Shape.of(2), 0, .5f), 1e-6f);
  }

  @Test
  void populationActivationsCanBecomeSpikes() {
    var encoder = new Population(3, 0, 1, .2, latency(5, Latency.Code.LINEAR, Optional.empty()));
    assertArrayEquals(
        new float[] {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
        encode(encoder, 0, Shape.of(1), .5f));
  }

  @Test
  void populationRefusesAnEmptyRange() {
    assertThrows(IllegalArgumentException.class, () -> new Population(3, 1, 1, 1, new Direct(1)));
  }

  @Test
  void aSampleIsEncodedTheSameEveryTime() {
    var encoder = new Rate(50, 1, false);
    assertArrayEquals(
        encode(encoder, 0, Shape.of(2), .3f, .7f), encode(encoder, 0, Shape.of(2), .3f, .7f));
  }
}
