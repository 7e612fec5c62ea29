package org.hillock.plugins.delays;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hillock.api.Component;
import org.hillock.api.network.Network;
import org.hillock.api.result.Exhibit;
import org.hillock.api.result.ReportSection;
import org.hillock.api.result.Section;
import org.hillock.api.result.TrainedNetwork;

/** Where training moved the delays of each layer that learns them. */
@Component(
    id = "delay-histogram",
    doc = "Histograms of the learned delays of each layer, rounded, before and after training.")
public record DelayHistogram() implements ReportSection {

  @Override
  public Recording begin(Network network) {
    Map<String, double[]> before = new LinkedHashMap<>();
    LearnedDelays.of(network).forEach(layer -> before.put(layer.layer(), counts(layer)));
    return trained -> section(before, trained);
  }

  private static Section section(Map<String, double[]> before, TrainedNetwork trained) {
    var charts = new ArrayList<Exhibit>();
    for (var layer : LearnedDelays.of(trained.network())) {
      charts.add(
          new Exhibit.Chart(
              "layer %s: %d delays".formatted(layer.layer(), layer.position().value().size()),
              Exhibit.Style.BARS,
              "delay (steps)",
              "delays",
              List.of(
                  series("before training", before.get(layer.layer())),
                  series("after training", counts(layer)))));
    }
    return new Section(
        "Delays", "Rounded to whole steps, as inference uses them; 0 is no delay.", charts);
  }

  /** How many delays of the layer round to each number of steps. */
  private static double[] counts(LearnedDelays layer) {
    var counts = new double[layer.window()];
    for (long i = 0, n = layer.position().value().size(); i < n; i++) {
      counts[layer.delay(i)]++;
    }
    return counts;
  }

  private static Exhibit.Series series(String name, double[] counts) {
    var steps = new double[counts.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = i;
    }
    return new Exhibit.Series(name, steps, counts);
  }
}
