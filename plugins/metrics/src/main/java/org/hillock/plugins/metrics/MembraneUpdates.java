package org.hillock.plugins.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;
import org.hillock.api.network.State;
import org.hillock.api.tensor.Tensor;

/** How often membrane potentials change, as NeuroBench counts it. */
@Component(
    id = "membrane-updates",
    doc =
        "How often membrane potentials change in one inference, of each spiking layer"
            + " (membrane_updates/<layer>) and in all (membrane_updates): all neurons in the first"
            + " time step, in later ones those whose potential is another afterwards. The sequence"
            + " is run a second time, step by step.",
    cites = NeuroBench.CITATION)
public record MembraneUpdates(
    @Param(
            doc = "how many samples of the split to run step by step, its first",
            value = "256",
            min = 1)
        int samples)
    implements Metric {

  private static final String UNIT = "updates/inference";

  @Override
  public Measurement begin(Network network) {
    return new Counting(network, samples);
  }

  private static final class Counting implements Measurement {

    private final Network network;
    private final int wanted;
    private final Map<LayerInfo, Long> updates = new HashMap<>();
    private final List<LayerInfo> spiking;
    private long seen;

    Counting(Network network, int wanted) {
      this.network = network;
      this.wanted = wanted;
      spiking = network.layers().stream().filter(LayerInfo::spiking).toList();
    }

    @Override
    public void add(Observation batch) {
      if (spiking.isEmpty() || seen >= wanted) {
        return;
      }
      int size = batch.labels().length;
      // Executions share memory: the input would not survive the first step.
      var input = batch.input().toArray();
      var execution = network.inference(1, size);
      int length = input.length / batch.steps();
      var before = new HashMap<LayerInfo, float[]>();
      try (var state = network.newState(size)) {
        for (int t = 0; t < batch.steps(); t++) {
          for (int i = 0; i < length; i++) {
            execution.input().set(i, input[t * length + i]);
          }
          execution.forward(state);
          for (var layer : spiking) {
            count(layer, state, size, before);
          }
        }
      }
      seen += size;
    }

    private void count(LayerInfo layer, State state, int size, Map<LayerInfo, float[]> before) {
      var carried = state.values(layer);
      // Neurons without a state compute their potential anew in every step.
      long changed = size * layer.outputShape().size();
      if (!carried.isEmpty()) {
        float[] now = potential(carried).toArray();
        float[] was = before.put(layer, now);
        changed = was == null ? now.length : differences(was, now);
      }
      updates.merge(layer, changed, Long::sum);
    }

    /** Neurons call it v; of others it is the state they declare first. */
    private static Tensor potential(Map<String, Tensor> carried) {
      var v = carried.get("v");
      return v != null ? v : carried.values().iterator().next();
    }

    private static long differences(float[] a, float[] b) {
      long count = 0;
      for (int i = 0; i < a.length; i++) {
        count += a[i] != b[i] ? 1 : 0;
      }
      return count;
    }

    @Override
    public List<Figure> figures() {
      var figures = new ArrayList<Figure>();
      if (spiking.isEmpty()) {
        return figures;
      }
      String assumption = "mean of the split's first %d samples".formatted(seen);
      double all = 0;
      for (var layer : spiking) {
        double mean = (double) updates.get(layer) / seen;
        figures.add(new Figure("membrane_updates/" + layer.name(), mean, UNIT, assumption));
        all += mean;
      }
      figures.add(new Figure("membrane_updates", all, UNIT, assumption));
      return figures;
    }
  }
}
