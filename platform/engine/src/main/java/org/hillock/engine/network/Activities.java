package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.network.LayerActivity;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Tensor;

/** Measures what the layers of an execution did. */
final class Activities {

  private record Watched(
      LayerInfo layer,
      Object source,
      Buffer input,
      boolean spikesIn,
      Buffer output,
      Optional<SynapseCount> synapses) {

    /** Neurons that are their own synapses' senders. */
    boolean isRecurrent() {
      return layer.spiking() && synapses.isPresent();
    }
  }

  private final Map<Integer, Watched> watched = new HashMap<>();

  Activities(Graph graph, Plan plan, Device device) {
    for (var step : graph.steps()) {
      if (!Outputs.isMeasured(step)) {
        continue;
      }
      var first = step.inputs().getFirst();
      Object source = first instanceof Sequence s ? s.producer() : first;
      boolean spikes =
          source instanceof Integer i
              && i != Sequence.INPUT
              && graph.steps().get(i).info().spiking();
      var input = plan.input(first);
      var output = plan.buffer(step.output());
      var synapses = synapses(step, plan, device);
      watched.put(step.index(), new Watched(step.info(), source, input, spikes, output, synapses));
    }
  }

  private static Optional<SynapseCount> synapses(Graph.Step step, Plan plan, Device device) {
    if (step.info().macs() == 0) {
      return Optional.empty();
    }
    var parameters =
        step.inputs().stream()
            .filter(v -> v instanceof Slot)
            .map(v -> plan.input(v).tensor())
            .toList();
    var senders = step.inputs().getFirst().shape();
    return Optional.of(new SynapseCount(device, step, senders, parameters));
  }

  List<LayerActivity> measure(StaticExecution execution, Device device) {
    var counted = new HashMap<Object, Long>();
    var all = new ArrayList<LayerActivity>();
    execution.visit(
        step -> {
          var w = watched.get(step.index());
          if (w != null) {
            long outputs = device.countNonZero(w.output().tensor());
            counted.put(step.index(), outputs);
            all.add(measure(w, outputs, counted, device, execution));
          }
        });
    return all;
  }

  private static LayerActivity measure(
      Watched w,
      long outputs,
      Map<Object, Long> counted,
      Device device,
      StaticExecution execution) {
    var input = w.input().tensor();
    long inputs = counted.computeIfAbsent(w.source(), s -> device.countNonZero(input));
    boolean binary = w.spikesIn() || isBinary(device, input, inputs);
    var output = w.output().tensor();
    double operations = 0;
    double dense = 0;
    if (w.synapses().isPresent()) {
      var synapses = w.synapses().get();
      dense = synapses.dense() * (input.size() / w.layer().inputShape().size());
      int steps = output.shape().dim(0);
      operations =
          w.isRecurrent() ? synapses.of(output, outputs, steps) : synapses.of(input, inputs, steps);
    }
    return new LayerActivity(
        w.layer(),
        input.size(),
        inputs,
        binary,
        output.size(),
        outputs,
        Math.round(operations),
        Math.round(dense));
  }

  /**
   * By Cauchy and Schwarz, Σx = Σx² = n over n values other than zero only if all of them are 1.
   */
  private static boolean isBinary(Device device, Tensor values, long nonZero) {
    return device.sum(values) == nonZero && device.sumOfSquares(values) == nonZero;
  }
}
