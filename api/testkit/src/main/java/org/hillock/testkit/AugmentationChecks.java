package org.hillock.testkit;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hillock.api.HillockException;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;

/** What is checked of every augmentation, on samples of zeros and ones. */
final class AugmentationChecks {

  private static final int SAMPLES = 8;
  private static final double DENSITY = 0.3;

  private static final List<SampleShape> USUAL =
      List.of(
          new SampleShape(20, Shape.of(30)),
          new SampleShape(0, Shape.of(9, 8, 3)),
          new SampleShape(0, Shape.of(30)),
          new SampleShape(6, Shape.of(9, 8, 2)));

  static final Suite<Augmentation> SUITE =
      new Suite<>(
          Augmentation.class,
          List.of(
              new Check<>("leaves a sample of numbers", AugmentationChecks::numbers),
              new Check<>("a sample depends on itself and its stream", AugmentationChecks::bits),
              new Check<>("augments on several threads at once", AugmentationChecks::threads),
              new Check<>("refuses samples it cannot change", AugmentationChecks::refuses)));

  private AugmentationChecks() {}

  private static SampleShape taken(Subject<Augmentation> subject) {
    var problems = new TreeMap<String, String>();
    for (var shape : USUAL) {
      try {
        augment(subject.component(), shape, 0);
        return shape;
      } catch (HillockException e) {
        problems.put(shape.toString(), e.getMessage());
      }
    }
    throw subject.fault(
        "it changes none of the usual samples", problems.keySet(), problems.values());
  }

  private static float[] augment(Augmentation augmentation, SampleShape shape, int number) {
    var sample = Tensors.spikes(number, DENSITY, shape.tensor().dims());
    augmentation.augment(sample, shape, RandomStream.of(1).numbered(number));
    return sample.toArray();
  }

  private static void numbers(Subject<Augmentation> subject) {
    var shape = taken(subject);
    for (int i = 0; i < SAMPLES; i++) {
      subject.finite("a sample of " + shape, augment(subject.component(), shape, i));
    }
  }

  private static void bits(Subject<Augmentation> subject) {
    var shape = taken(subject);
    var first = augment(subject.component(), shape, 0);
    for (int i = 1; i < SAMPLES; i++) {
      augment(subject.component(), shape, i);
      subject.same(
          "state leaks between samples: the sample differs after another one",
          first,
          augment(subject.component(), shape, 0));
    }
  }

  private static void threads(Subject<Augmentation> subject) throws Exception {
    var shape = taken(subject);
    var augmentation = subject.component();
    var alone = IntStream.range(0, SAMPLES).mapToObj(i -> augment(augmentation, shape, i)).toList();
    try (var threads = Executors.newFixedThreadPool(2)) {
      var together =
          IntStream.range(0, SAMPLES)
              .<Future<float[]>>mapToObj(i -> threads.submit(() -> augment(augmentation, shape, i)))
              .toList();
      for (int i = 0; i < SAMPLES; i++) {
        subject.same(
            "augmented by two threads at once it is another sample",
            alone.get(i),
            together.get(i).get());
      }
    }
  }

  private static void refuses(Subject<Augmentation> subject) {
    for (var features : List.of(Shape.of(), Shape.of(1), Shape.of(1, 2, 3, 4))) {
      for (int steps : new int[] {0, 1, 3}) {
        var shape = new SampleShape(steps, features);
        subject.refused("samples of " + shape, () -> augment(subject.component(), shape, 0));
      }
    }
  }
}
