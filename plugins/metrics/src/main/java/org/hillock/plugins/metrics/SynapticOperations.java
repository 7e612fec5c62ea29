package org.hillock.plugins.metrics;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Network;

/** Synaptic operations of one inference, beside those of the same network without sparsity. */
@Component(
    id = "synaptic-operations",
    doc =
        "Synaptic operations of one inference, all its time steps together: each non-zero input"
            + " times its fan-out, of each layer (synaptic_operations/<layer>) and in all"
            + " (synaptic_operations), split into additions for spikes (effective_acs) and"
            + " multiplications for analog inputs (effective_macs); and what a dense computation of"
            + " every time step takes (dense_operations).",
    cites =
        "Yik, J., et al. (2025). The NeuroBench framework for benchmarking neuromorphic computing"
            + " algorithms and systems. Nature Communications 16.")
public record SynapticOperations() implements Metric {

  private static final String UNIT = "operations/inference";
  private static final String SKIPPING =
      "inputs that are zero cost nothing; biases, normalisation and neuron updates are not counted";
  private static final String DENSE = "nothing is skipped, every time step is computed";

  @Override
  public Measurement begin(Network network) {
    return Totals.measurement(SynapticOperations::figures);
  }

  private static List<Figure> figures(Totals totals) {
    var figures = new ArrayList<Figure>();
    double additions = 0;
    double multiplications = 0;
    double dense = 0;
    for (var layer : totals.layers()) {
      if (layer.hasSynapses()) {
        double effective = layer.effective() / totals.samples();
        additions += layer.accumulates() ? effective : 0;
        multiplications += layer.accumulates() ? 0 : effective;
        dense += layer.dense() / totals.samples();
        figures.add(
            new Figure("synaptic_operations/" + layer.info().name(), effective, UNIT, SKIPPING));
      }
    }
    if (dense > 0) {
      figures.add(new Figure("synaptic_operations", additions + multiplications, UNIT, SKIPPING));
      figures.add(new Figure("effective_acs", additions, UNIT, SKIPPING));
      figures.add(new Figure("effective_macs", multiplications, UNIT, SKIPPING));
      figures.add(new Figure("dense_operations", dense, UNIT, DENSE));
    }
    return figures;
  }
}
