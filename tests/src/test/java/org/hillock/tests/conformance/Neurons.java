package org.hillock.tests.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.api.random.RandomStream;
import org.hillock.engine.component.ComponentType;
import org.hillock.engine.component.Kind;
import org.hillock.engine.equations.GradientCheck;
import org.hillock.engine.equations.ScanCompiler;

/** Every neuron with every surrogate and every reset. */
final class Neurons {

  static final String DIFFERENCES = "central differences";

  /** Neurons, values of a parameter shared by feature, and time steps. */
  private static final int[][] SIZES = {
    {1, 1, 6}, {3, 3, 6}, {17, 1, 6}, {255, 15, 6}, {4097, 241, 2}
  };

  private static final int STEPS = 8;

  /**
   * Parameters that bring neurons near their thresholds, where slopes are, and in numbers of order
   * one, which floats resolve.
   */
  private static final Map<String, String> NEAR =
      Map.of(
          "adex", "rest: -0.6, rheobase: 1, threshold: 1.4",
          "izhikevich", "dt: 0.005, b: 0.2, c: -1, d: 0.3, peak: 0.5",
          "exponential-if", "sharpness: 0.2",
          "resonate-and-fire", "period: 7, tau: 6, threshold: 0.53",
          "alpha-lif", "threshold: 0.6",
          // Rests at 0, where surrogates of width 1 have a kink if the threshold is 1.
          "refractory-lif", "threshold: 0.7",
          "stdb-lif", "silence: 2, beta: 0.3");

  /**
   * One combination.
   *
   * @param surrogate empty for a neuron without
   * @param reset empty for a neuron without the choice
   */
  record Case(String neuron, String surrogate, String reset) {

    NeuronModel make() {
      var text = new StringBuilder("{type: " + neuron);
      text.append(surrogate.isEmpty() ? "" : ", surrogate: " + surrogate);
      text.append(reset.isEmpty() ? "" : ", reset: " + reset);
      text.append(NEAR.containsKey(neuron) ? ", " + NEAR.get(neuron) : "");
      return Parts.make(NeuronModel.class, text.append("}").toString());
    }

    @Override
    public String toString() {
      return "%s, %s, %s".formatted(neuron, surrogate, reset);
    }
  }

  private Neurons() {}

  static List<Case> cases() {
    var all = new ArrayList<Case>();
    for (var neuron : Parts.of(Kind.NEURON)) {
      var surrogates =
          values(neuron, "surrogate", Parts.of(Kind.SURROGATE).stream().map(s -> s.id()).toList());
      var resets = values(neuron, "reset", resets());
      for (var surrogate : surrogates) {
        for (var reset : resets) {
          all.add(new Case(neuron.id(), surrogate, reset));
        }
      }
    }
    return all;
  }

  private static List<String> values(ComponentType neuron, String parameter, List<String> values) {
    return neuron.parameter(parameter).isPresent() ? values : List.of("");
  }

  static List<String> resets() {
    return Arrays.stream(Reset.values())
        .map(reset -> reset.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  /** The deviations of one combination: from central differences, and of each device. */
  static Map<String, Deviation> check(Case one, Device reference, Map<String, Device> devices) {
    var neuron = one.make();
    var deviations = new LinkedHashMap<String, Deviation>();
    deviations.put(DIFFERENCES, differences(one, neuron));
    equality(one, neuron, reference, devices, deviations);
    return deviations;
  }

  private static Deviation differences(Case one, NeuronModel neuron) {
    var result = GradientCheck.run(neuron::define, STEPS, RandomStream.of(0));
    var deviation = new Deviation();
    deviation.add(0, result.relativeError(), 1, one + ": " + result);
    for (int i = 0; i < result.kinked(); i++) {
      deviation.leaveOut();
    }
    if (result.nonZero() == 0) {
      deviation.add(1, 0, 1, one + ": gradients other than 0");
    }
    return deviation;
  }

  private static void equality(
      Case one,
      NeuronModel neuron,
      Device reference,
      Map<String, Device> devices,
      Map<String, Deviation> deviations) {
    var equations = new Equations();
    neuron.define(equations);
    var program = ScanCompiler.program(one.toString(), equations);
    var kernels = new LinkedHashMap<String, ScanKernel>();
    devices.forEach((name, device) -> kernels.put(name, device.compile(program)));
    try (var expected = reference.compile(program)) {
      for (int[] size : SIZES) {
        equality(one + " × " + size[0], neuron, program, expected, kernels, size)
            .forEach((name, found) -> deviations.merge(name, found, Deviation::plus));
      }
    } finally {
      kernels.values().forEach(ScanKernel::close);
    }
  }

  private static Map<String, Deviation> equality(
      String what,
      NeuronModel neuron,
      ScanProgram program,
      ScanKernel reference,
      Map<String, ScanKernel> kernels,
      int[] size) {
    var finding =
        Point.find(
            what,
            seed ->
                Point.of(
                    Population.nearestKink(neuron, program, size[2], size[0], size[1], seed),
                    () -> {
                      var deviations = new LinkedHashMap<String, Deviation>();
                      var expected =
                          Population.run(reference, program, size[2], size[0], size[1], seed);
                      kernels.forEach(
                          (name, kernel) -> {
                            var deviation = new Deviation();
                            var actual =
                                Population.run(kernel, program, size[2], size[0], size[1], seed);
                            compare(what, expected, actual, deviation);
                            deviations.put(name, deviation);
                          });
                      return deviations;
                    }));
    finding.found().values().forEach(found -> found.at(finding.redrawn()));
    return finding.found();
  }

  private static void compare(
      String what, Population expected, Population actual, Deviation deviation) {
    for (int i = 0; i < expected.emitted().size(); i++) {
      deviation.compare(expected.emitted().get(i), actual.emitted().get(i), what + ": output");
    }
    expected
        .gradients()
        .forEach(
            (name, values) ->
                deviation.compare(
                    values,
                    actual.gradients().get(name),
                    expected.size(values.length),
                    what + ": " + name));
  }
}
