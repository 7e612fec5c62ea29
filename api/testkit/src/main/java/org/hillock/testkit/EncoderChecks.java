package org.hillock.testkit;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hillock.api.HillockException;
import org.hillock.api.data.SampleShape;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;

/** What is checked of every encoder, on samples of values from 0 to 1. */
final class EncoderChecks {

  private static final int SAMPLES = 8;

  private static final List<SampleShape> USUAL =
      List.of(
          new SampleShape(0, Shape.of(6)),
          new SampleShape(0, Shape.of(5, 4, 1)),
          new SampleShape(7, Shape.of(6)),
          new SampleShape(7, Shape.of(5, 4, 2)));

  static final Suite<Encoder> SUITE =
      new Suite<>(
          Encoder.class,
          List.of(
              new Check<>("writes every element of the shape it infers", EncoderChecks::writesAll),
              new Check<>("a sample depends on itself and its stream", EncoderChecks::sameBits),
              new Check<>("encodes on several threads at once", EncoderChecks::threads),
              new Check<>("refuses samples it cannot take", EncoderChecks::refuses)));

  private EncoderChecks() {}

  private static SampleShape taken(Subject<Encoder> subject) {
    var candidates =
        subject.example().features().map(f -> List.of(new SampleShape(0, f))).orElse(USUAL);
    var problems = new TreeMap<String, String>();
    for (var shape : candidates) {
      try {
        subject.component().encoded(shape);
        return shape;
      } catch (HillockException e) {
        problems.put(shape.toString(), e.getMessage());
      }
    }
    throw subject.fault("it takes none of the usual samples", problems.keySet(), problems.values());
  }

  private static float[] encode(Encoder encoder, SampleShape shape, int sample) {
    var values = Tensors.random(sample, 0, 1, shape.tensor().dims());
    var sequence = Tensors.zeros(encoder.encoded(shape).tensor().dims());
    sequence.fill(Float.NaN);
    encoder.encode(values, sequence, RandomStream.of(1).numbered(sample));
    return sequence.toArray();
  }

  private static void writesAll(Subject<Encoder> subject) {
    var shape = taken(subject);
    var encoded = subject.component().encoded(shape);
    if (encoded.steps() < 1) {
      throw subject.fault("a sequence of " + shape + " has no time", "steps ≥ 1", encoded);
    }
    for (int sample = 0; sample < SAMPLES; sample++) {
      subject.finite(
          "the sequence of shape " + encoded, encode(subject.component(), shape, sample));
    }
  }

  private static void sameBits(Subject<Encoder> subject) {
    var shape = taken(subject);
    var first = encode(subject.component(), shape, 0);
    for (int sample = 1; sample < SAMPLES; sample++) {
      encode(subject.component(), shape, sample);
      subject.same(
          "state leaks between samples: the sequence differs after another one",
          first,
          encode(subject.component(), shape, 0));
    }
  }

  private static void threads(Subject<Encoder> subject) throws Exception {
    var shape = taken(subject);
    var encoder = subject.component();
    var alone = IntStream.range(0, SAMPLES).mapToObj(i -> encode(encoder, shape, i)).toList();
    try (var threads = Executors.newFixedThreadPool(2)) {
      var together =
          IntStream.range(0, SAMPLES)
              .<Future<float[]>>mapToObj(i -> threads.submit(() -> encode(encoder, shape, i)))
              .toList();
      for (int i = 0; i < SAMPLES; i++) {
        subject.same(
            "encoded by two threads at once it is another sequence",
            alone.get(i),
            together.get(i).get());
      }
    }
  }

  private static void refuses(Subject<Encoder> subject) {
    for (var features : List.of(Shape.of(), Shape.of(1), Shape.of(1, 2, 3, 4))) {
      for (int steps : new int[] {0, 1, 3}) {
        var shape = new SampleShape(steps, features);
        subject.refused("samples of " + shape, () -> subject.component().encoded(shape));
      }
    }
  }
}
