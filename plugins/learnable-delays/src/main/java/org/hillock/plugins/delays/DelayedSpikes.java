package org.hillock.plugins.delays;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Network;
import org.hillock.api.result.Exhibit;
import org.hillock.api.result.ReportSection;
import org.hillock.api.result.Section;
import org.hillock.api.result.TrainedNetwork;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * When the spikes of a test sample reach a neuron: as sent, and after the delays it has learned.
 * The neuron is that of the layer whose current is largest at some step; in a recurrent layer it is
 * the current of the layer's own spikes.
 */
@Component(
    id = "delayed-spikes",
    doc =
        "For one neuron of each layer that learns delays: the spikes of a test sample as they are"
            + " sent, as they arrive after their delays, and the current both ways.")
public record DelayedSpikes() implements ReportSection {

  @Override
  public Recording begin(Network network) {
    return DelayedSpikes::section;
  }

  private static Section section(TrainedNetwork trained) {
    var charts = new ArrayList<Exhibit>();
    for (var layer : LearnedDelays.of(trained.network())) {
      arrivals(trained.network(), trained.sample(), layer)
          .ifPresent(a -> charts.addAll(charts(layer.layer(), a)));
    }
    return new Section(
        "Spikes and their delays",
        "One test sample. Of each layer the neuron whose current is largest at some step; delays"
            + " let spikes sent at different times arrive together.",
        charts);
  }

  /** What reaches the strongest neuron of a layer whose synapses take all features at once. */
  private static Optional<Arrivals> arrivals(
      Network network, Execution sample, LearnedDelays layer) {
    return entering(network, sample, layer.layer())
        .map(x -> Arrivals.strongest(layer, x, 0))
        .or(
            () ->
                returning(network, sample, layer.layer())
                    .map(x -> Arrivals.strongest(layer, x, 1)));
  }

  /** What enters a layer's delayed synapses, {@code [T][1][in]}, if they take all of it at once. */
  static Optional<Tensor> entering(Network network, Execution sample, String layer) {
    return network.layers().stream()
        .filter(l -> l.name().equals(layer + "." + DelayedSynapses.NAME))
        .filter(l -> l.inputShape().rank() == 1)
        .findFirst()
        .map(l -> sequence(sample.layerInput(l), l.inputShape()));
  }

  /** What a recurrent layer sends itself, {@code [T][1][n]}. */
  static Optional<Tensor> returning(Network network, Execution sample, String layer) {
    return network.layers().stream()
        .filter(l -> l.name().startsWith(layer + ".") && l.spiking())
        .findFirst()
        .map(l -> sequence(sample.layerOutput(l), l.outputShape()));
  }

  private static Tensor sequence(Tensor x, Shape features) {
    return x.reshape(features.prepend(1).prepend(x.shape().dim(0)));
  }

  private static List<Exhibit> charts(String layer, Arrivals arrivals) {
    var where = "layer %s, neuron %d: ".formatted(layer, arrivals.neuron());
    return List.of(
        raster(where + "spikes as they are sent", arrivals.sent()),
        raster(where + "spikes as they arrive", arrivals.arriving()),
        new Exhibit.Chart(
            where + "its current",
            Exhibit.Style.LINE,
            "time step",
            "current",
            List.of(
                arrivals.current("without delays", false), arrivals.current("with delays", true))));
  }

  private static Exhibit raster(String caption, Exhibit.Series spikes) {
    return new Exhibit.Chart(caption, Exhibit.Style.POINTS, "time step", "input", List.of(spikes));
  }
}
