package org.hillock.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Merge;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.engine.checkpoint.CheckpointWriter;
import org.hillock.engine.network.Networks;
import org.junit.jupiter.api.Assumptions;

/** What is checked of every layer; of neurons too, but for the gradients. */
final class LayerChecks {

  static final int STEPS = 5;
  static final int BATCH = 3;
  private static final double ROUNDING = 1e-5;

  /** Features that are tried where an example names none. */
  private static final List<Shape> USUAL =
      List.of(Shape.of(6), Shape.of(5, 3), Shape.of(5, 4, 6), Shape.of(16));

  static final Suite<Layer> SUITE =
      new Suite<>(
          Layer.class,
          List.of(
              new Check<>("writes every element of the shape it infers", LayerChecks::writesAll),
              new Check<>("gradients are derivatives", LayerDifferences::check),
              new Check<>("sequences do not see each other", LayerChecks::startsAfresh),
              new Check<>("samples of a batch do not see each other", LayerChecks::samplesApart),
              new Check<>("step by step as all at once", LayerChecks::streams),
              new Check<>("the same bits again, at any number of threads", LayerChecks::sameBits),
              new Check<>("a checkpoint holds all it has learnt", LayerChecks::checkpoint),
              new Check<>("refuses features it cannot take", LayerChecks::refuses)));

  private LayerChecks() {}

  /** The same subject on features it takes. */
  static Subject<Layer> placed(Subject<? extends Layer> given) {
    var layer = fed(given.component());
    var subject = new Subject<>(given.name(), layer, given.example(), given.rig());
    if (subject.example().features().isPresent()) {
      return subject;
    }
    var problems = new TreeMap<String, String>();
    for (var shape : USUAL) {
      try {
        Networks.outline(List.of(subject.component()), shape);
        var example = subject.example().on(shape.dims());
        return new Subject<>(subject.name(), subject.component(), example, subject.rig());
      } catch (HillockException e) {
        problems.put(shape.toString(), e.getMessage());
      }
    }
    throw subject.fault(
        "it takes none of the usual features; name some in examples(): Example.of(…).on(…)",
        "one of " + problems.keySet(),
        problems.values());
  }

  /** A layer that merges gets what arrives and a function of it. */
  private static Layer fed(Layer layer) {
    return layer instanceof Merge merge
        ? (net, x) ->
            merge.define(
                net, List.of(x, net.map(List.of(x), eq -> eq.emit(eq.input().minus(0.5).tanh()))))
        : layer;
  }

  static void writesAll(Subject<? extends Layer> given) {
    var subject = placed(given);
    var inferred =
        Networks.outline(List.of(subject.component()), subject.example().features().orElseThrow());
    try (var probe = Probe.of(subject, 1)) {
      var execution = probe.trained(STEPS, BATCH, 1);
      var shape = inferred.output().prepend(STEPS + probe.network().addedSteps(), BATCH);
      if (!execution.output().shape().equals(shape)) {
        throw subject.fault("its output has another shape", shape, execution.output().shape());
      }
      subject.finite("its output", execution.output().toArray());
      for (var p : probe.network().parameters()) {
        subject.finite("the gradient of " + p.name(), p.gradient().toArray());
      }
    }
  }

  static void startsAfresh(Subject<? extends Layer> given) {
    var subject = placed(given);
    try (var probe = Probe.of(subject, 1)) {
      var first = probe.input(STEPS, BATCH, 1);
      var alone = probe.infer(STEPS, BATCH, first);
      probe.infer(STEPS, BATCH, probe.input(STEPS, BATCH, 2));
      subject.same(
          "state leaks between sequences: the output differs after another sequence",
          alone,
          probe.infer(STEPS, BATCH, first));
    }
    try (var probe = Probe.of(subject, 1)) {
      var buffers = probe.network().buffers();
      var alone = probe.train(STEPS, BATCH, 1);
      // Running statistics are kept on purpose; outputs of training do not depend on them.
      Assumptions.assumeTrue(buffers.isEmpty(), "it keeps statistics of its batches");
      probe.train(STEPS, BATCH, 2);
      var after = probe.train(STEPS, BATCH, 1);
      alone.forEach(
          (what, values) ->
              subject.same(
                  "state leaks between sequences: the " + what + " differs after another batch",
                  values,
                  after.get(what)));
    }
  }

  /** Each stays where it is, for random numbers depend on the place; the others change. */
  static void samplesApart(Subject<? extends Layer> given) {
    var subject = placed(given);
    try (var probe = Probe.of(subject, 1)) {
      var input = probe.input(STEPS, BATCH, 1);
      var before = probe.infer(STEPS, BATCH, input);
      int steps = STEPS + probe.network().addedSteps();
      for (int b = 0; b < BATCH; b++) {
        var others = probe.input(STEPS, BATCH, 2);
        int size = input.length / STEPS / BATCH;
        for (int t = 0; t < STEPS; t++) {
          System.arraycopy(input, (t * BATCH + b) * size, others, (t * BATCH + b) * size, size);
        }
        subject.close(
            "sample %d of a batch depends on the others".formatted(b),
            sample(before, b, steps),
            sample(probe.infer(STEPS, BATCH, others), b, steps),
            ROUNDING);
      }
    }
  }

  private static float[] sample(float[] batch, int b, int steps) {
    int size = batch.length / steps / BATCH;
    var values = new float[steps * size];
    for (int t = 0; t < steps; t++) {
      System.arraycopy(batch, (t * BATCH + b) * size, values, t * size, size);
    }
    return values;
  }

  static void streams(Subject<? extends Layer> given) {
    var subject = placed(given);
    try (var probe = Probe.of(subject, 1);
        var state = probe.network().newState(BATCH)) {
      var input = probe.input(STEPS, BATCH, 1);
      var whole = probe.infer(STEPS, BATCH, input);
      var single =
          subject.unlessRefused(
              ErrorCode.FAILED_PRECONDITION, () -> probe.network().inference(1, BATCH));
      for (int t = 0; t < STEPS; t++) {
        single.input().copyFrom(step(input, t));
        subject.unlessRefused(
            ErrorCode.FAILED_PRECONDITION,
            () -> {
              single.forward(state);
              return state;
            });
        subject.close(
            "step by step it gives another output, in step " + t,
            step(whole, t),
            single.output().toArray(),
            ROUNDING);
      }
    }
  }

  private static float[] step(float[] sequence, int t) {
    int size = sequence.length / STEPS;
    return Arrays.copyOfRange(sequence, t * size, (t + 1) * size);
  }

  static void sameBits(Subject<? extends Layer> given) {
    var subject = placed(given);
    subject
        .rig()
        .threaded()
        .forEach(
            (backend, hardware) -> {
              Map<String, float[]> first = Map.of();
              for (int threads : List.of(1, 2)) {
                try (var probe = new Probe(subject, hardware, threads, 1)) {
                  var values = probe.train(STEPS, BATCH, 1);
                  var expected = first.isEmpty() ? values : first;
                  values.forEach(
                      (what, found) ->
                          subject.same(
                              "not deterministic: the %s differs on backend %s with %d thread(s)"
                                  .formatted(what, backend, threads),
                              expected.get(what),
                              found));
                  first = expected;
                }
              }
            });
  }

  static void checkpoint(Subject<? extends Layer> given) {
    var subject = placed(given);
    var file = subject.rig().directory("checkpoint").resolve("layer.safetensors");
    try (var probe = Probe.of(subject, 1);
        var other = Probe.of(subject, 1)) {
      other.state().values().forEach(values -> values.fill(0.25f));
      probe.train(STEPS, BATCH, 1);
      CheckpointWriter.write(file, Map.of(), new TreeMap<>(probe.state()));
      try (var saved = Checkpoint.open(file)) {
        saved.readInto(other.state());
      }
      var input = probe.input(STEPS, BATCH, 1);
      subject.same(
          "restored from a checkpoint it gives another output",
          probe.infer(STEPS, BATCH, input),
          other.infer(STEPS, BATCH, input));
    }
  }

  /** Whatever arrives, the answer is a shape or a refusal that says so. */
  static void refuses(Subject<? extends Layer> subject) {
    for (var shape :
        List.of(Shape.of(1), Shape.of(2, 1), Shape.of(2, 1, 1), Shape.of(1, 2, 3, 4))) {
      subject.refused(
          "features " + shape, () -> Networks.outline(List.of(subject.component()), shape));
    }
  }
}
