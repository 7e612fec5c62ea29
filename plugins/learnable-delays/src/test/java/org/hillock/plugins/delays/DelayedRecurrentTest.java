package org.hillock.plugins.delays;

import static org.hillock.plugins.delays.RecurrentTrial.BATCH;
import static org.hillock.plugins.delays.RecurrentTrial.N;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.plugins.cpu.CpuBackend;
import org.hillock.plugins.delays.RecurrentTrial.Smooth;
import org.junit.jupiter.api.Test;

/** Delayed recurrent neurons against their definition. */
class DelayedRecurrentTest {

  private static final int STEPS = 9;
  private static final DelayedRecurrent LEARNED = layer(5, 2, true, Sharing.SYNAPTIC);
  private static final List<DelayedRecurrent> ALL =
      List.of(
          LEARNED,
          layer(13, 1, true, Sharing.SYNAPTIC),
          layer(5, 1, true, Sharing.AXONAL),
          layer(5, 2, true, Sharing.DENDRITIC),
          layer(5, 1, false, Sharing.SYNAPTIC));

  private static DelayedRecurrent layer(
      int window, int synapses, boolean learned, Sharing sharing) {
    return new DelayedRecurrent(new Smooth(), window, synapses, .5, learned, sharing, 1);
  }

  /** What leaves in training or at inference, step by step as it is defined. */
  private static double[] output(
      DelayedRecurrent layer, boolean rounded, double[] mix, double[] weight, double[] position) {
    double width = rounded || !layer.learnDelays() ? 0 : layer.sigma() + .27;
    var definition =
        new Definition(layer.window(), layer.synapses(), N, N, width, layer.delays(), 0);
    var y = new double[STEPS * BATCH * N];
    var v = new double[BATCH * N];
    for (int t = 0; t < STEPS; t++) {
      // What was sent before, one step late.
      var sent = new double[(t + 1) * BATCH * N];
      System.arraycopy(y, 0, sent, BATCH * N, t * BATCH * N);
      var currents = definition.output(t + 1, BATCH, sent, weight, position);
      for (int row = 0; row < BATCH; row++) {
        for (int j = 0; j < N; j++) {
          double current = currents[(t * BATCH + row) * N + j];
          for (int i = 0; i < N; i++) {
            current += RecurrentTrial.input(t, row, i) * mix[i * N + j];
          }
          v[row * N + j] = .5 * v[row * N + j] + current;
          y[(t * BATCH + row) * N + j] = Math.tanh(v[row * N + j]);
        }
      }
    }
    return y;
  }

  private static List<double[]> values(RecurrentTrial trial, DelayedRecurrent layer) {
    return List.of(
        doubles(trial.parameter("mix").value()),
        doubles(trial.parameter("weight").value()),
        doubles(
            layer.learnDelays()
                ? trial.parameter("position").value()
                : trial.network.buffers().get("1.position")));
  }

  private static double[] doubles(Tensor tensor) {
    var values = tensor.toArray();
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static double[] output(DelayedRecurrent layer, boolean rounded, List<double[]> values) {
    return output(layer, rounded, values.get(0), values.get(1), values.get(2));
  }

  @Test
  void trainingSpreadsDelaysAndInferenceRoundsThem() {
    for (var layer : ALL) {
      try (var trial = new RecurrentTrial(new CpuBackend(), 2, layer)) {
        var values = values(trial, layer);
        var training = RecurrentTrial.at(0, trial.network.training(STEPS, BATCH));
        training.forward();
        assertArrayEquals(
            output(layer, false, values), doubles(training.output()), 1e-5, "training of " + layer);
        var inference = RecurrentTrial.at(0, trial.network.inference(STEPS, BATCH));
        inference.forward();
        assertArrayEquals(
            output(layer, true, values), doubles(inference.output()), 1e-5, layer.toString());
      }
    }
  }

  private static void differentiates(HardwareBackend backend, DelayedRecurrent layer) {
    try (var trial = new RecurrentTrial(backend, 1, layer)) {
      var execution = RecurrentTrial.at(0, trial.network.training(STEPS, BATCH));
      var wanted = new double[STEPS * BATCH * N];
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] = (float) Math.sin(3 * i);
        execution.outputGradient().set(i, (float) wanted[i]);
      }
      execution.forward();
      execution.backward();
      var values = values(trial, layer);
      var names = new ArrayList<>(List.of("mix", "weight"));
      if (layer.learnDelays()) {
        names.add("position");
      }
      for (int which = 0; which < names.size(); which++) {
        var changed = values.get(which);
        var differences = new double[changed.length];
        for (int i = 0; i < changed.length; i++) {
          double was = changed[i];
          changed[i] = was + 1e-5;
          double up = dot(output(layer, false, values), wanted);
          changed[i] = was - 1e-5;
          double down = dot(output(layer, false, values), wanted);
          changed[i] = was;
          differences[i] = (up - down) / 2e-5;
        }
        var gradient = doubles(trial.parameter(names.get(which)).gradient());
        assertArrayEquals(differences, gradient, 1e-4, names.get(which) + " of " + layer);
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  @Test
  void gradientsAreCentralDifferences() {
    for (var layer : ALL) {
      differentiates(new CpuBackend(), layer);
    }
    differentiates(new ReferenceBackend(), LEARNED);
  }

  @Test
  void piecesOfAnyLengthAreTheWhole() {
    for (var layer : ALL) {
      for (boolean training : new boolean[] {false, true}) {
        for (var pieces : List.of(List.of(1, 1, 1, 1, 1, 1, 1, 1, 1), List.of(2, 6, 1))) {
          try (var trial = new RecurrentTrial(new CpuBackend(), 2, layer);
              var state = trial.network.newState(BATCH)) {
            var expected = output(layer, !training, values(trial, layer));
            int from = 0;
            for (int steps : pieces) {
              var piece =
                  training
                      ? trial.network.training(steps, BATCH)
                      : trial.network.inference(steps, BATCH);
              RecurrentTrial.at(from, piece).forward(state);
              int begin = from * BATCH * N;
              assertArrayEquals(
                  Arrays.copyOfRange(expected, begin, begin + steps * BATCH * N),
                  doubles(piece.output()),
                  1e-5);
              from += steps;
            }
          }
        }
      }
    }
  }

  /** Weights have no other way to act on the first step after a carry than by what was carried. */
  @Test
  void gradientsOfALaterPieceKnowWhatWasCarriedIn() {
    int from = STEPS - 1;
    try (var trial = new RecurrentTrial(new CpuBackend(), 1, LEARNED);
        var state = trial.network.newState(BATCH)) {
      RecurrentTrial.at(0, trial.network.training(from, BATCH)).forward(state);
      var last = RecurrentTrial.at(from, trial.network.training(1, BATCH));
      last.forward(state);
      last.outputGradient().fill(1);
      last.backward();
      var values = values(trial, LEARNED);
      var before = output(LEARNED, false, values);
      var leaving = Arrays.copyOfRange(before, from * BATCH * N, STEPS * BATCH * N);
      var ofCurrents = Arrays.stream(leaving).map(y -> 1 - y * y).toArray();
      var sent = new double[STEPS * BATCH * N];
      System.arraycopy(before, 0, sent, BATCH * N, from * BATCH * N);
      var definition = new Definition(5, 2, N, N, LEARNED.sigma() + .27, Sharing.SYNAPTIC, 0);
      var weight = values.get(1);
      var expected = new double[weight.length];
      for (int i = 0; i < weight.length; i++) {
        var one = new double[weight.length];
        one[i] = 1;
        var currents = definition.output(STEPS, BATCH, sent, one, values.get(2));
        expected[i] =
            dot(Arrays.copyOfRange(currents, from * BATCH * N, STEPS * BATCH * N), ofCurrents);
      }
      assertArrayEquals(expected, doubles(trial.parameter("weight").gradient()), 1e-5);
    }
  }

  @Test
  void trainersFindItsDelays() {
    try (var trial = new RecurrentTrial(new CpuBackend(), 1, LEARNED)) {
      var found = LearnedDelays.of(trial.network);
      assertEquals(List.of(5), found.stream().map(LearnedDelays::window).toList());
      found.getFirst().sigma().fill(1);
      var wider = new DelayedRecurrent(new Smooth(), 5, 2, 1, true, Sharing.SYNAPTIC, 1);
      var training = RecurrentTrial.at(0, trial.network.training(STEPS, BATCH));
      training.forward();
      assertArrayEquals(
          output(wider, false, values(trial, LEARNED)), doubles(training.output()), 1e-5);
    }
  }

  @Test
  void windowsWithoutACentreAndImagesAreRefused() {
    assertEquals(
        ErrorCode.INVALID_ARGUMENT,
        assertThrows(HillockException.class, () -> layer(4, 1, true, Sharing.SYNAPTIC)).code());
    assertEquals(
        ErrorCode.SHAPE_MISMATCH,
        assertThrows(HillockException.class, () -> new Trial(new CpuBackend(), 1, 2, 1, 3, LEARNED))
            .code());
  }
}
