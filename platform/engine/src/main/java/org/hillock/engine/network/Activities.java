package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.backend.Device;
import org.hillock.api.network.LayerActivity;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Tensor;

/** Measures what the layers of an execution did. */
final class Activities {

  private record Watched(
      LayerInfo layer, Object source, Buffer input, boolean spikesIn, Buffer output) {}

  private final Map<Integer, Watched> watched = new HashMap<>();

  Activities(Graph graph, Plan plan) {
    for (var step : graph.steps()) {
      if (step.info().macs() == 0 && !step.info().spiking()) {
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
      watched.put(step.index(), new Watched(step.info(), source, input, spikes, output));
    }
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
            all.add(measure(w, outputs, counted, device));
          }
        });
    return all;
  }

  private static LayerActivity measure(
      Watched w, long outputs, Map<Object, Long> counted, Device device) {
    var input = w.input().tensor();
    long inputs = counted.computeIfAbsent(w.source(), s -> device.countNonZero(input));
    boolean binary = w.spikesIn() || isBinary(device, input, inputs);
    long size = w.output().tensor().size();
    return new LayerActivity(w.layer(), input.size(), inputs, binary, size, outputs);
  }

  /**
   * By Cauchy and Schwarz, Σx = Σx² = n over n values other than zero only if all of them are 1.
   */
  private static boolean isBinary(Device device, Tensor values, long nonZero) {
    return device.sum(values) == nonZero && device.sumOfSquares(values) == nonZero;
  }
}
