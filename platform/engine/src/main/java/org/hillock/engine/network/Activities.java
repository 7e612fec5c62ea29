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

  private record Watched(LayerInfo layer, Buffer input, boolean spikesIn, Buffer output) {}

  private final List<Watched> watched = new ArrayList<>();

  Activities(Graph graph, Plan plan) {
    for (var step : graph.steps()) {
      if (step.info().macs() == 0 && !step.info().spiking()) {
        continue;
      }
      var first = step.inputs().getFirst();
      boolean spikes =
          first instanceof Sequence s
              && s.producer() != Sequence.INPUT
              && graph.steps().get(s.producer()).info().spiking();
      watched.add(new Watched(step.info(), plan.input(first), spikes, plan.buffer(step.output())));
    }
  }

  List<LayerActivity> measure(Device device) {
    Map<Long, Long> counted = new HashMap<>();
    var all = new ArrayList<LayerActivity>();
    for (var w : watched) {
      var input = w.input().tensor();
      var output = w.output().tensor();
      long inputs = count(device, input, counted);
      all.add(
          new LayerActivity(
              w.layer(),
              input.size(),
              inputs,
              w.spikesIn() || isBinary(device, input, inputs),
              output.size(),
              count(device, output, counted)));
    }
    return all;
  }

  private static long count(Device device, Tensor values, Map<Long, Long> counted) {
    return counted.computeIfAbsent(
        values.segment().address(), address -> device.countNonZero(values));
  }

  /**
   * By Cauchy and Schwarz, Σx = Σx² = n over n values other than zero only if all of them are 1.
   */
  private static boolean isBinary(Device device, Tensor values, long nonZero) {
    return device.sum(values) == nonZero && device.sumOfSquares(values) == nonZero;
  }
}
