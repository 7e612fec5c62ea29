package org.hillock.plugins.metrics;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hillock.api.metric.Metric.Figure;
import org.hillock.api.metric.Metric.Measurement;
import org.hillock.api.metric.Metric.Observation;
import org.hillock.api.network.LayerActivity;
import org.hillock.api.network.LayerInfo;

/** The activity of each layer, added up over batches. */
final class Totals {

  private final Map<LayerInfo, LayerTotal> layers = new LinkedHashMap<>();
  private long samples;

  /** A measurement whose figures follow from the totals alone. */
  static Measurement measurement(Function<Totals, List<Figure>> figures) {
    var totals = new Totals();
    return new Measurement() {
      @Override
      public void add(Observation batch) {
        totals.add(batch);
      }

      @Override
      public List<Figure> figures() {
        return figures.apply(totals);
      }
    };
  }

  private void add(Observation batch) {
    samples += batch.labels().length;
    for (LayerActivity activity : batch.activity()) {
      layers.computeIfAbsent(activity.layer(), LayerTotal::new).add(activity);
    }
  }

  /** One entry for each layer with activity, in the order of the network. */
  Collection<LayerTotal> layers() {
    return layers.values();
  }

  /** How many samples were seen. */
  long samples() {
    return samples;
  }
}
