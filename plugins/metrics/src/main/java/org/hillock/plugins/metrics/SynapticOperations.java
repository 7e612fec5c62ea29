package org.hillock.plugins.metrics;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Network;

/** Synaptic operations of one inference, as NeuroBench counts them. */
@Component(
    id = "synaptic-operations",
    doc =
        "Synaptic operations of one inference, all its time steps together: each non-zero input"
            + " times the synapses it meets whose weight is not zero, of each layer"
            + " (synaptic_operations/<layer>) and in all (synaptic_operations), split into"
            + " additions for spikes (effective_acs) and multiplications for other inputs"
            + " (effective_macs); and what they would be if nothing were zero (dense_operations).",
    cites = NeuroBench.CITATION)
public record SynapticOperations() implements Metric {

  private static final String UNIT = "operations/inference";
  private static final String SKIPPING =
      "inputs and weights that are zero cost nothing, nor does the padding of convolutions; biases,"
          + " normalisation, pooling and neuron updates are not counted; spikes are ones";
  private static final String DENSE =
      "no input and no weight is zero, every time step is computed; padding has no synapses";

  @Override
  public Measurement begin(Network network) {
    return Totals.measurement(network, SynapticOperations::figures);
  }

  private static List<Figure> figures(Totals totals) {
    var figures = new ArrayList<Figure>();
    double additions = 0;
    double multiplications = 0;
    double dense = 0;
    for (var layer : totals.synapses()) {
      double effective = layer.effective() / totals.samples();
      additions += layer.accumulates() ? effective : 0;
      multiplications += layer.accumulates() ? 0 : effective;
      dense += layer.dense() / totals.samples();
      figures.add(new Figure("synaptic_operations/" + layer.name(), effective, UNIT, SKIPPING));
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
