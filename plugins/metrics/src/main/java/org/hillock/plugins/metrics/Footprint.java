package org.hillock.plugins.metrics;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;
import org.hillock.api.tensor.Tensor;

/** What a network occupies, as NeuroBench's static metrics define it. */
@Component(
    id = "footprint",
    doc =
        "What the trained network occupies: footprint, the bytes of its parameters, its buffers"
            + " (running statistics) and of what it carries from step to step for one sample"
            + " (membrane potentials, delay lines); parameter_count; and connection_sparsity, the"
            + " share of synaptic weights that are zero, from 0 to 1.",
    cites = NeuroBench.CITATION)
public record Footprint() implements Metric {

  @Override
  public Measurement begin(Network network) {
    return new Measurement() {
      @Override
      public void add(Observation batch) {
        // Nothing depends on the data.
      }

      @Override
      public List<Figure> figures() {
        return Footprint.figures(network);
      }
    };
  }

  private static List<Figure> figures(Network network) {
    long parameters = network.parameters().stream().mapToLong(p -> p.value().size()).sum();
    long buffers = network.buffers().values().stream().mapToLong(Tensor::size).sum();
    long bytes = (parameters + buffers + carried(network)) * Float.BYTES;
    var figures = new ArrayList<Figure>();
    figures.add(new Figure("footprint", bytes, "B", "4 bytes a number; zero weights count"));
    figures.add(new Figure("parameter_count", parameters, "", ""));
    long weights = 0;
    long zeros = 0;
    for (var layer : network.layers()) {
      if (layer.macs() > 0 && !network.parameters(layer).isEmpty()) {
        var weight = network.parameters(layer).getFirst().value();
        weights += weight.size();
        zeros += zeros(weight);
      }
    }
    if (weights > 0) {
      figures.add(new Figure("connection_sparsity", (double) zeros / weights, "", ""));
    }
    return figures;
  }

  /** Numbers carried from step to step; a network that takes whole sequences only carries none. */
  private static long carried(Network network) {
    try {
      return carriedAfterAStep(network);
    } catch (HillockException e) {
      if (e.code() == ErrorCode.FAILED_PRECONDITION) {
        return 0;
      }
      throw e;
    }
  }

  private static long carriedAfterAStep(Network network) {
    try (var state = network.newState(1)) {
      var execution = network.inference(1, 1);
      execution.input().fill(0);
      execution.forward(state);
      long numbers = 0;
      for (LayerInfo layer : network.layers()) {
        numbers += state.values(layer).values().stream().mapToLong(Tensor::size).sum();
      }
      return numbers;
    }
  }

  private static long zeros(Tensor weight) {
    long zeros = 0;
    for (long i = 0; i < weight.size(); i++) {
      zeros += weight.get(i) == 0 ? 1 : 0;
    }
    return zeros;
  }
}
