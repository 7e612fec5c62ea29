package org.hillock.testkit;

import java.util.List;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.random.RandomStream;
import org.hillock.engine.equations.GradientCheck;
import org.hillock.engine.equations.ScanCompiler;

/** What is checked of every neuron. */
final class NeuronChecks {

  private static final double TOLERANCE = 1e-4;
  private static final int STEPS = 8;

  static final Suite<NeuronModel> SUITE =
      new Suite<>(
          NeuronModel.class,
          List.of(
              new Check<>("states sound equations", NeuronChecks::sound),
              new Check<>("gradients are derivatives", NeuronChecks::differentiates),
              new Check<>("emits spikes if it says so", NeuronChecks::spikes),
              new Check<>("writes every element of the shape it infers", LayerChecks::writesAll),
              new Check<>("sequences do not see each other", LayerChecks::startsAfresh),
              new Check<>("samples of a batch do not see each other", LayerChecks::samplesApart),
              new Check<>("step by step as all at once", LayerChecks::streams),
              new Check<>("the same bits again, at any number of threads", LayerChecks::sameBits),
              new Check<>("a checkpoint holds all it has learnt", LayerChecks::checkpoint)));

  private NeuronChecks() {}

  private static void sound(Subject<NeuronModel> subject) {
    var first = program(subject);
    var operations = operations(first);
    var again = operations(program(subject));
    if (!again.equals(operations)) {
      throw subject.fault("it states other equations when asked again", operations, again);
    }
    if (first.inputs() != 1) {
      throw subject.fault("it asks for a number of inputs", 1, first.inputs());
    }
  }

  private static List<String> operations(ScanProgram program) {
    return program.inference().nodes().stream().map(e -> e.op() + " " + e.value()).toList();
  }

  private static ScanProgram program(Subject<NeuronModel> subject) {
    var equations = new Equations();
    subject.component().define(equations);
    return ScanCompiler.program(subject.name(), equations);
  }

  private static void differentiates(Subject<NeuronModel> subject) {
    var found = GradientCheck.run(subject.component()::define, STEPS, RandomStream.of(0));
    if (found.compared() == 0) {
      throw subject.fault(
          "no gradient could be compared: slopes jump at each",
          "slopes that jump at few places",
          found.kinked() + " jumps within reach of a difference");
    }
    if (!(found.relativeError() <= TOLERANCE)) {
      throw subject.fault(
          "the gradient of %s is not the derivative of what it emits".formatted(found.where()),
          found.difference() + " by central differences",
          "%s%s".formatted(found.gradient(), Factor.of(found.gradient(), found.difference())));
    }
  }

  private static void spikes(Subject<NeuronModel> given) {
    if (!given.component().spiking()) {
      return;
    }
    var subject = LayerChecks.placed(given);
    try (var probe = Probe.of(subject, 1)) {
      for (float value : probe.infer(STEPS, 1, probe.input(STEPS, 1, 1))) {
        if (value != 0 && value != 1) {
          throw subject.fault("it says that it spikes, but emits other numbers", "0 or 1", value);
        }
      }
    }
  }
}
