package org.hillock.plugins.delays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.plugins.cpu.CpuBackend;
import org.hillock.plugins.delays.DelayedLinear.Padding;
import org.junit.jupiter.api.Test;

/** Delayed synapses against their definition. */
class DelayedLinearTest {

  private static final int STEPS = 6;
  private static final int BATCH = 2;
  private static final int IN = 3;
  private static final int OUT = 4;
  private static final DelayedLinear LEARNED =
      new DelayedLinear(OUT, 5, 2, .5, true, Sharing.SYNAPTIC, Padding.LEFT);
  private static final DelayedLinear WIDER_THAN_LONG =
      new DelayedLinear(OUT, 9, 1, 2, true, Sharing.SYNAPTIC, Padding.LEFT);
  private static final DelayedLinear AXONAL =
      new DelayedLinear(OUT, 5, 2, .5, true, Sharing.AXONAL, Padding.LEFT);
  private static final DelayedLinear DENDRITIC =
      new DelayedLinear(OUT, 5, 2, .5, true, Sharing.DENDRITIC, Padding.LEFT);
  private static final DelayedLinear FIXED =
      new DelayedLinear(OUT, 5, 1, .23, false, Sharing.SYNAPTIC, Padding.LEFT);

  private static final DelayedLinear LONGER =
      new DelayedLinear(OUT, 5, 2, .5, true, Sharing.SYNAPTIC, Padding.BOTH);

  private static final List<DelayedLinear> STREAMING =
      List.of(LEARNED, WIDER_THAN_LONG, FIXED, AXONAL, DENDRITIC);

  private static List<DelayedLinear> all() {
    return Stream.concat(STREAMING.stream(), Stream.of(LONGER)).toList();
  }

  private static Trial trial(DelayedLinear layer) {
    return new Trial(new ReferenceBackend(), 1, STEPS, BATCH, IN, layer);
  }

  private static Definition definition(DelayedLinear layer, boolean rounded) {
    double width = rounded ? 0 : layer.sigma() + .27;
    int added = layer.padding() == Padding.BOTH ? layer.window() / 2 : 0;
    return new Definition(layer.window(), layer.synapses(), IN, OUT, width, layer.delays(), added);
  }

  private static Tensor position(Trial trial, DelayedLinear layer) {
    return layer.learnDelays()
        ? trial.parameter("position").value()
        : trial.network.buffers().get("1.position");
  }

  /** Input, weights, positions. */
  private static List<double[]> values(Trial trial, DelayedLinear layer) {
    return List.of(
        doubles(trial.parameter("input").value()),
        doubles(trial.parameter("weight").value()),
        doubles(position(trial, layer)));
  }

  private static double[] doubles(Tensor tensor) {
    var values = tensor.toArray();
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static double[] expected(Definition definition, int rows, List<double[]> values) {
    return definition.output(STEPS, rows, values.get(0), values.get(1), values.get(2));
  }

  private static void close(double[] expected, double[] found, double tolerance, String what) {
    double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    assertTrue(size > 1e-2, what + " is there");
    assertArrayEquals(expected, found, tolerance * Math.max(size, 1), what);
  }

  @Test
  void trainingSpreadsDelaysAndInferenceRoundsThem() {
    for (var layer : all()) {
      try (var trial = trial(layer)) {
        var before = position(trial, layer).toArray();
        var values = values(trial, layer);
        var training = trial.at(0, trial.training(STEPS));
        training.forward();
        var spread = expected(definition(layer, !layer.learnDelays()), trial.rows(), values);
        close(spread, doubles(training.output()), 1e-6, "training of " + layer);
        var inference = trial.at(0, trial.inference(STEPS));
        inference.forward();
        var rounded = expected(definition(layer, true), trial.rows(), values);
        close(rounded, doubles(inference.output()), 1e-6, "inference of " + layer);
        assertArrayEquals(before, position(trial, layer).toArray());
        trial.at(0, training).forward();
        close(spread, doubles(training.output()), 1e-6, "training again of " + layer);
      }
    }
  }

  @Test
  void trainingReadsSigmaAtEachPass() {
    try (var trial = trial(LEARNED)) {
      var training = trial.training(STEPS);
      trial.at(0, training).forward();
      trial.network.buffers().get("1.sigma").fill(1);
      trial.at(0, training).forward();
      var wider =
          new Definition(LEARNED.window(), LEARNED.synapses(), IN, OUT, 1.27, Sharing.SYNAPTIC, 0);
      var expected = expected(wider, trial.rows(), values(trial, LEARNED));
      close(expected, doubles(training.output()), 1e-6, "with a wider sigma");
    }
  }

  /** Gradients of a second half of a sequence, whose first half was carried in, or of all of it. */
  private static void differentiates(DelayedLinear layer, int from) {
    try (var trial = trial(layer);
        var state = trial.network.newState(BATCH)) {
      if (from > 0) {
        trial.at(0, trial.training(from)).forward(state);
      }
      var execution = trial.at(from, trial.training(STEPS - from));
      var weights = new double[(STEPS + trial.network.addedSteps()) * trial.rows() * OUT];
      int first = from * trial.rows() * OUT;
      for (int i = first; i < weights.length; i++) {
        weights[i] = (float) Math.sin(3 * i);
        execution.outputGradient().set(i - first, (float) weights[i]);
      }
      if (from > 0) {
        execution.forward(state);
      } else {
        execution.forward();
      }
      execution.backward();
      var values = values(trial, layer);
      var definition = definition(layer, !layer.learnDelays());
      var names = new ArrayList<>(List.of("input", "weight"));
      if (layer.learnDelays()) {
        names.add("position");
      }
      for (int which = 0; which < names.size(); which++) {
        var changed = values.get(which);
        var differences = new double[changed.length];
        // No gradient is sent back to what was carried in.
        int carried = which == 0 ? from * trial.rows() * IN : 0;
        for (int i = carried; i < changed.length; i++) {
          double was = changed[i];
          changed[i] = was + 1e-5;
          double up = loss(expected(definition, trial.rows(), values), weights);
          changed[i] = was - 1e-5;
          double down = loss(expected(definition, trial.rows(), values), weights);
          changed[i] = was;
          differences[i] = (up - down) / 2e-5;
        }
        var gradient = doubles(trial.parameter(names.get(which)).gradient());
        close(differences, gradient, 1e-5, names.get(which) + " of " + layer);
      }
    }
  }

  private static double loss(double[] output, double[] weights) {
    return IntStream.range(0, output.length).mapToDouble(i -> output[i] * weights[i]).sum();
  }

  @Test
  void gradientsAreCentralDifferences() {
    for (var layer : all()) {
      differentiates(layer, 0);
    }
  }

  @Test
  void gradientsOfALaterPieceKnowWhatWasCarriedIn() {
    for (var layer : STREAMING) {
      differentiates(layer, 2);
      differentiates(layer, 4);
    }
  }

  @Test
  void piecesOfAnyLengthAreTheWhole() {
    for (var layer :
        List.of(
            LEARNED,
            WIDER_THAN_LONG,
            FIXED,
            new DelayedLinear(OUT, 1, 1, 0, true, Sharing.SYNAPTIC, Padding.LEFT))) {
      for (var pieces : List.of(List.of(1, 1, 1, 1, 1, 1), List.of(2, 1, 3), List.of(5, 1))) {
        try (var trial = trial(layer);
            var state = trial.network.newState(BATCH)) {
          var whole = trial.at(0, trial.inference(STEPS));
          whole.forward();
          var expected = whole.output().toArray();
          int from = 0;
          for (int steps : pieces) {
            var piece = trial.at(from, trial.inference(steps));
            piece.forward(state);
            var found = piece.output().toArray();
            int begin = from * found.length / steps;
            assertArrayEquals(
                Arrays.copyOfRange(expected, begin, begin + found.length), found, 1e-6f);
            from += steps;
          }
        }
      }
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    var layer = new DelayedLinear(64, 9, 1, 1, true, Sharing.SYNAPTIC, Padding.LEFT);
    var first = new ArrayList<float[]>();
    for (int threads : List.of(1, 2)) {
      try (var trial = new Trial(new CpuBackend(), threads, 12, 8, 140, layer)) {
        var execution = trial.at(0, trial.training(12));
        for (long i = 0; i < execution.outputGradient().size(); i++) {
          execution.outputGradient().set(i, (float) Math.sin(i));
        }
        execution.forward();
        execution.backward();
        var found = new ArrayList<float[]>();
        found.add(execution.output().toArray());
        trial.network.parameters().forEach(p -> found.add(p.gradient().toArray()));
        if (first.isEmpty()) {
          first.addAll(found);
        }
        for (int i = 0; i < found.size(); i++) {
          assertArrayEquals(first.get(i), found.get(i), 0);
        }
      }
    }
  }

  @Test
  void positionsStayWithinTheWindow() {
    try (var trial = trial(LEARNED)) {
      var position = trial.parameter("position");
      assertEquals(-2, position.minimum());
      assertEquals(2, position.maximum());
    }
    try (var trial = trial(FIXED)) {
      assertTrue(trial.network.parameters().stream().noneMatch(p -> p.name().contains("position")));
      for (double position : doubles(position(trial, FIXED))) {
        assertEquals(Math.rint(position), position);
      }
    }
  }

  @Test
  void delaysInCommonAreFewer() {
    var sizes =
        Stream.of(LEARNED, AXONAL, DENDRITIC)
            .map(
                layer -> {
                  try (var trial = trial(layer)) {
                    return trial.parameter("position").value().shape();
                  }
                })
            .toList();
    assertEquals(List.of(Shape.of(2, IN, OUT), Shape.of(2, IN, 1), Shape.of(2, 1, OUT)), sizes);
  }

  private static void refused(int window, int synapses, String message) {
    var refused =
        assertThrows(
            HillockException.class,
            () ->
                new DelayedLinear(
                    OUT, window, synapses, .23, true, Sharing.SYNAPTIC, Padding.LEFT));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
    assertEquals(message, refused.getMessage());
  }

  @Test
  void windowsWithoutACentreAreRefused() {
    refused(
        24,
        1,
        "delays lie around the middle of the window: window must be odd, got 24; use 23 or 25");
    refused(1, 2, "a window of 1 has no delays in which 2 synapses could differ; set synapses: 1");
  }
}
