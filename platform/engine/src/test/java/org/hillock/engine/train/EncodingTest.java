package org.hillock.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.SampleShape.Part;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Samples of several parts, each encoded for itself. */
class EncodingTest {

  private static final SampleShape PICTURE = new SampleShape(0, Shape.of(1, 2));
  private static final SampleShape SOUND = new SampleShape(2, Shape.of(3));
  private static final SampleShape BOTH =
      SampleShape.of(List.of(new Part("picture", PICTURE), new Part("sound", SOUND)));

  /** Each value for some steps, plus a number. */
  private record Held(int steps, float plus) implements Encoder {
    @Override
    public SampleShape encoded(SampleShape sample) {
      return new SampleShape(Math.max(1, sample.steps()) * steps, sample.features());
    }

    @Override
    public void encode(Tensor sample, Tensor sequence, RandomStream random) {
      int frames = sequence.shape().dim(0) / steps;
      long width = sample.size() / frames;
      for (long i = 0; i < sequence.size(); i++) {
        sequence.set(i, plus + sample.get(i / width / steps * width + i % width));
      }
    }
  }

  /** What is drawn for the first value. */
  private record Drawn() implements Encoder {
    @Override
    public SampleShape encoded(SampleShape sample) {
      return new SampleShape(1, sample.features());
    }

    @Override
    public void encode(Tensor sample, Tensor sequence, RandomStream random) {
      sequence.fill(random.uniform(0));
    }
  }

  private static Encoders ofParts(Map<String, Encoder> encoders) {
    return new Encoders.OfParts(new TreeMap<>(encoders));
  }

  @Test
  void partsLieSideBySideInEachTimeStepEachByItsEncoder() {
    var encoding =
        Encoding.of(ofParts(Map.of("picture", new Held(2, 0), "sound", new Held(1, 50))), BOTH);
    assertEquals(2, encoding.steps());
    assertEquals(Shape.of(5), encoding.input().features());
    assertEquals(
        List.of(Shape.of(1, 2), Shape.of(3)),
        encoding.input().parts().stream().map(part -> part.features()).toList());
    // The second of two sequences; time steps are apart by a batch of them.
    assertArrayEquals(
        new float[] {
          0, 0, 0, 0, 0, 1, 2, 53, 54, 55,
          0, 0, 0, 0, 0, 1, 2, 56, 57, 58
        },
        encoded(encoding, 1, 2, 3, 4, 5, 6, 7, 8));
  }

  private static float[] encoded(Encoding encoding, float... values) {
    try (var arena = Arena.ofConfined()) {
      var sample = tensor(arena, Shape.of(values.length));
      sample.copyFrom(values);
      var target = tensor(arena, encoding.input().features().prepend(encoding.steps(), 2));
      encoding.encode(sample, tensor(arena, encoding.scratch()), target, 1, RandomStream.of(1));
      return target.toArray();
    }
  }

  private static Tensor tensor(Arena arena, Shape shape) {
    return Tensor.of(arena.allocate(shape.size() * Float.BYTES, 4), shape);
  }

  @Test
  void oneEncoderServesAllPartsEachWithItsOwnRandomNumbers() {
    var flat = new SampleShape(0, Shape.of(1));
    var twins = SampleShape.of(List.of(new Part("left", flat), new Part("right", flat)));
    float[] drawn = encoded(Encoding.of(new Encoders.Common(new Drawn()), twins), 1, 2);
    var random = RandomStream.of(1);
    assertArrayEquals(
        new float[] {0, 0, random.named("left").uniform(0), random.named("right").uniform(0)},
        drawn);
    float[] whole = encoded(Encoding.of(new Encoders.Common(new Drawn()), flat), 1);
    assertArrayEquals(new float[] {0, random.uniform(0)}, whole);
  }

  @Test
  void whatDoesNotFitThePartsIsRefused() {
    refused(
        "parts of a sample must become sequences of equal length, but picture has 3 time steps,"
            + " sound has 6 time steps; choose the encoders, or the data's own steps, accordingly",
        new Encoders.Common(new Held(3, 0)));
    refused(
        "part 'sound' of the data has no encoder; its shape is 2 steps of 3",
        ofParts(Map.of("picture", new Held(1, 0))));
    refused(
        "the data have no part 'sond'; did you mean sound?",
        ofParts(Map.of("picture", new Held(1, 0), "sond", new Held(1, 0))));
  }

  private static void refused(String message, Encoders encoders) {
    var e = assertThrows(HillockException.class, () -> Encoding.of(encoders, BOTH));
    assertEquals(ErrorCode.SHAPE_MISMATCH, e.code());
    assertEquals(message, e.getMessage());
  }

  @Test
  void anAugmentationOfAPartLeavesTheOthersAlone() {
    var doubled =
        new PartAugmentation(
            "sound",
            (sample, shape, random) -> {
              assertEquals(SOUND, shape);
              sample.set(0, -1);
            });
    try (var arena = Arena.ofConfined()) {
      var sample = tensor(arena, BOTH.tensor());
      sample.fill(1);
      doubled.augment(sample, BOTH, RandomStream.of(0));
      assertArrayEquals(new float[] {1, 1, -1, 1, 1, 1, 1, 1}, sample.toArray());
    }
  }
}
