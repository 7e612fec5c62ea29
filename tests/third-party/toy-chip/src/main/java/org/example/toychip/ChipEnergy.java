package org.example.toychip;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.LayerActivity;
import org.hillock.api.network.Network;

/** Every spike costs the same at every synapse it arrives at. */
@Component(
    id = "toy-chip-energy",
    doc = "Energy of an inference on the toy chip: a price for each synaptic event.",
    cites =
        "M. Davies et al. Loihi: a neuromorphic manycore processor with on-chip learning. IEEE"
            + " Micro 38(1), 2018.")
public record ChipEnergy(
    @Param(doc = "energy of a synaptic event", unit = "pJ", value = "23.6", above = 0)
        double eventEnergy)
    implements Metric {

  private final class Sum implements Measurement {

    private double events;
    private long samples;

    @Override
    public void add(Observation batch) {
      events += batch.activity().stream().mapToDouble(ChipEnergy::events).sum();
      samples += batch.labels().length;
    }

    @Override
    public List<Figure> figures() {
      return List.of(
          new Figure(
              "toy_chip_energy",
              events / samples * eventEnergy * 1e-12,
              "J/inference",
              "%s pJ a synaptic event, nothing for neurons and memory".formatted(eventEnergy)));
    }
  }

  @Override
  public Measurement begin(Network network) {
    return new Sum();
  }

  private static double events(LayerActivity activity) {
    double fanOut = (double) activity.layer().macs() / activity.layer().inputShape().size();
    return activity.inputNonZero() * fanOut;
  }
}
