package ${package};

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Network;

/** How many spikes a sample costs, over all spiking layers and time steps. */
@Component(
    id = "${artifactId}",
    doc = "How many spikes the whole network emits for a sample, on average.")
public record ${className}() implements Metric {

  @Override
  public Measurement begin(Network network) {
    return new Spikes();
  }

  private static final class Spikes implements Measurement {

    private double spikes;
    private long samples;

    @Override
    public void add(Observation batch) {
      samples += batch.labels().length;
      for (var activity : batch.activity()) {
        if (activity.layer().spiking()) {
          spikes += activity.outputNonZero();
        }
      }
    }

    @Override
    public List<Figure> figures() {
      return List.of(new Figure("spikes_per_sample", spikes / samples, "spikes", ""));
    }
  }
}
