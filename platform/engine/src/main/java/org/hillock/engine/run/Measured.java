package org.hillock.engine.run;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Network;

/** The metrics of a run, measured together on one network. */
record Measured(List<Metric.Measurement> measurements) {

  static Measured begin(List<Metric> metrics, Network network) {
    return new Measured(metrics.stream().map(metric -> metric.begin(network)).toList());
  }

  void add(Metric.Observation batch) {
    measurements.forEach(m -> m.add(batch));
  }

  List<Metric.Figure> figures() {
    var all = new ArrayList<Metric.Figure>();
    measurements.forEach(m -> all.addAll(m.figures()));
    return all;
  }
}
