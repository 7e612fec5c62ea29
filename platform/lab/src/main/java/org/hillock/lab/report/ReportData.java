package org.hillock.lab.report;

import java.util.List;
import org.hillock.api.result.Section;

/**
 * What a report shows.
 *
 * @param title the experiment's name
 * @param run the run's name
 * @param headline what one wants to know first, for example {@code 97.2 % on the held-out fifth}
 * @param facts named facts: seed, wall time, memory, device, data and split
 * @param figures every figure of the final evaluation, with unit and assumption
 * @param series metric series over the training
 * @param layers what each layer is and did
 * @param rasters spikes of one test sample
 * @param sections what plugins show
 * @param spec the spec as it ran, YAML
 * @param references what a user of this run should cite
 */
public record ReportData(
    String title,
    String run,
    String headline,
    List<Fact> facts,
    List<Figure> figures,
    List<Series> series,
    List<Layer> layers,
    List<Raster> rasters,
    List<Section> sections,
    String spec,
    List<String> references) {

  /** A named fact. */
  public record Fact(String name, String value) {}

  /** A figure with its unit and the assumption it holds under. */
  public record Figure(String name, double value, String unit, String assumption) {}

  /**
   * A metric over the training.
   *
   * @param steps the training step of each value
   */
  public record Series(String name, long[] steps, double[] values) {}

  /**
   * A layer.
   *
   * @param macs multiply-accumulates a sample and time step, nothing skipped
   * @param firingRate spikes a neuron and time step; not a number for a layer without spikes
   */
  public record Layer(String name, String shape, long parameters, long macs, double firingRate) {}

  /**
   * The spikes of one sample in one layer.
   *
   * @param time the time step of each spike
   * @param neuron the neuron of each spike
   */
  public record Raster(String layer, int steps, int neurons, int[] time, int[] neuron) {}

  public ReportData {
    facts = List.copyOf(facts);
    figures = List.copyOf(figures);
    series = List.copyOf(series);
    layers = List.copyOf(layers);
    rasters = List.copyOf(rasters);
    sections = List.copyOf(sections);
    references = List.copyOf(references);
  }
}
