package org.hillock.tests.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hillock.api.random.RandomStream;

/**
 * Central differences of a layer's loss in double precision: with few rows at some elements of each
 * parameter; with many along a random direction, which meets all of them, for each parameter or, as
 * a whole costs much, for all parameters at once. A difference with a kink between its ends means
 * nothing and is left out.
 */
final class Differences {

  /** Gradients smaller than this are compared absolutely. */
  private static final double SMALL = 1e-3;

  private static final double STEP = 1e-6;
  private static final int MANY = 100;
  private static final int VERY_MANY = 1000;
  private static final int ELEMENTS = 7;

  /**
   * A change of parameters.
   *
   * @param direction of each parameter
   * @param want by how much the loss changes along it
   */
  private record Probe(String name, List<double[]> direction, double want) {

    void compare(List<float[]> gradients, String what, Deviation deviation) {
      double got = 0;
      double size = 0;
      for (int p = 0; p < gradients.size(); p++) {
        var gradient = gradients.get(p);
        double squares = 0;
        double length = 0;
        for (int i = 0; i < gradient.length; i++) {
          got += direction.get(p)[i] * gradient[i];
          length += direction.get(p)[i] * direction.get(p)[i];
          squares += (double) gradient[i] * gradient[i];
        }
        size += squares / gradient.length * length;
      }
      double scale = Math.max(SMALL, Math.max(Math.abs(want), Math.sqrt(size)));
      deviation.add(want, got, scale, what + ": ∂" + name);
    }
  }

  private final NetworkRun run;
  private final List<String> names;
  private final List<double[]> parameters;
  private final double[] input;
  private final Held held = new Held();
  private final List<Probe> probes = new ArrayList<>();
  private int leftOut;

  /**
   * Goes to where differences are taken.
   *
   * @param run whose parameters, input and output gradient are taken
   */
  Differences(NetworkRun run) {
    this.run = run;
    names = List.copyOf(run.gradients().keySet());
    parameters = run.parameters();
    input = run.input();
    loss(still(), 0);
  }

  /** How far kinks and jumps are. */
  double nearestKink() {
    return held.nearest();
  }

  /** Takes the differences. */
  void take(int seed) {
    var random = RandomStream.of(seed).named("directions");
    if (run.rows() < MANY) {
      elements();
    } else if (run.rows() < VERY_MANY) {
      names.forEach(name -> probe(name, directions(List.of(name), random)));
    } else {
      probe("all parameters", directions(names, random));
    }
  }

  private List<double[]> still() {
    return parameters.stream()
        .map(values -> new double[values.length])
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private void elements() {
    for (int p = 0; p < names.size(); p++) {
      int size = parameters.get(p).length;
      for (int i = 0; i < size; i += Math.max(1, size / ELEMENTS)) {
        var direction = still();
        direction.get(p)[i] = 1;
        probe("%s[%d]".formatted(names.get(p), i), direction);
      }
    }
  }

  private List<double[]> directions(List<String> of, RandomStream random) {
    var all = still();
    for (var name : of) {
      int p = names.indexOf(name);
      all.set(p, Doubles.fill(parameters.get(p).length, random.named(name)::gaussian));
    }
    return all;
  }

  private void probe(String name, List<double[]> direction) {
    double up = loss(direction, STEP);
    boolean crossed = held.crossed();
    double difference = up - loss(direction, -STEP);
    if (crossed || held.crossed()) {
      leftOut++;
    } else {
      probes.add(new Probe(name, direction, difference / (2 * STEP)));
    }
  }

  private double loss(List<double[]> direction, double far) {
    var moved =
        IntStream.range(0, parameters.size())
            .mapToObj(
                p -> {
                  var values = parameters.get(p);
                  var along = direction.get(p);
                  return Doubles.fill(values.length, i -> values[i] + far * along[i]);
                })
            .toList();
    var output = run.inDoublePrecision(moved, input, held);
    var weights = run.outputGradient();
    double loss = 0;
    for (int i = 0; i < output.length; i++) {
      loss += output[i] * weights[i];
    }
    return loss;
  }

  /** How far the gradients of a run with the same parameters and input are from them. */
  Deviation of(NetworkRun other, String what) {
    var deviation = new Deviation();
    var gradients = List.copyOf(other.gradients().values());
    probes.forEach(probe -> probe.compare(gradients, what, deviation));
    for (int i = 0; i < leftOut; i++) {
      deviation.leaveOut();
    }
    return deviation;
  }
}
