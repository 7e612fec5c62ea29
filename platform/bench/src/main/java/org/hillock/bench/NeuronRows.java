package org.hillock.bench;

import java.util.List;
import java.util.OptionalDouble;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.tensor.Tensor;
import org.hillock.bench.rival.AdexByHand;

/** A neuron compiled from its equations beside kernels written by hand for it. */
final class NeuronRows {

  private static final int STEPS = 100;
  private static final int NEURONS = 65_536;
  private static final double STRONGEST = 2;

  /** At most 1.15 times the time of the kernels by hand. */
  private static final double TARGET = 1 / 1.15;

  /** Rounding lets a few neurons fire a step earlier or later. */
  private static final double FEW = 1e-3;

  private static final double CLOSE = 1e-3;

  private NeuronRows() {}

  static List<Row> of(Rig rig) {
    return List.of(row(rig, "forward", true), row(rig, "backward", false));
  }

  private static Row row(Rig rig, String direction, boolean forward) {
    return new Row(
        "neuron/adex-%dx%d/%s/t1".formatted(STEPS, NEURONS, direction),
        name -> measure(rig, name, forward));
  }

  private static Figure measure(Rig rig, String name, boolean forward) {
    try (var tensors = new Tensors()) {
      var model = rig.component(NeuronModel.class, "adex");
      var compiled = new ScanTask(model, STRONGEST, STEPS, NEURONS, rig.device(1), tensors);
      var byHand = new AdexByHand(STEPS, NEURONS);
      var input = compiled.rows(Role.INPUT).getFirst();
      var outputGradient = compiled.rows(Role.OUTPUT_GRADIENT).getFirst();
      var spikes = tensors.zeros(STEPS, NEURONS);
      var potential = tensors.zeros(STEPS, NEURONS);
      var inputGradient = tensors.zeros(STEPS, NEURONS);
      compiled.forward();
      byHand.forward(input, spikes, potential);
      compiled.backward();
      byHand.backward(outputGradient, potential, inputGradient);
      compare("spikes", compiled.rows(Role.OUTPUT).getFirst(), spikes);
      compare("gradients", compiled.rows(Role.INPUT_GRADIENT).getFirst(), inputGradient);
      var times =
          forward
              ? rig.race(
                  Task.of(compiled::forward),
                  Task.of(() -> byHand.forward(input, spikes, potential)))
              : rig.race(
                  Task.of(compiled::backward),
                  Task.of(() -> byHand.backward(outputGradient, potential, inputGradient)));
      return Figure.time(
          name,
          times.getFirst(),
          times.getLast(),
          OptionalDouble.of(TARGET),
          "by hand with the Vector API");
    }
  }

  private static void compare(String what, Tensor compiled, Tensor byHand) {
    var ours = compiled.toArray();
    var theirs = byHand.toArray();
    int different = 0;
    for (int i = 0; i < ours.length; i++) {
      float error = Math.abs(ours[i] - theirs[i]);
      // Written so that a value that is not a number differs.
      different += error <= CLOSE * Math.max(1, Math.abs(theirs[i])) ? 0 : 1;
    }
    if (different > FEW * ours.length) {
      throw new HillockException(
          ErrorCode.INTERNAL,
          "%d of %d %s of the compiled adex differ from those by hand"
              .formatted(different, ours.length, what));
    }
  }
}
