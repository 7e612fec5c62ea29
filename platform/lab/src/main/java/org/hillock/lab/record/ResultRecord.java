package org.hillock.lab.record;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.hillock.api.metric.Metric;
import org.hillock.api.result.Section;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.run.LayerSummary;
import org.hillock.engine.run.RunResult;

/**
 * What {@code result.json} in a run's folder says.
 *
 * @param sections what the report shows besides
 * @param steps time steps T of a sequence
 * @param wallSeconds how long the process worked
 * @param tensorBytes the most off-heap memory held at once
 * @param peakMemoryBytes the most memory the process held at once
 * @param references what a user of the run should cite
 */
public record ResultRecord(
    List<Metric.Figure> figures,
    List<Layer> layers,
    List<Section> sections,
    int steps,
    String checkpointSha256,
    double wallSeconds,
    long tensorBytes,
    long peakMemoryBytes,
    String device,
    String splitDescription,
    String dataSha256,
    List<String> references) {

  /** The name of the file. */
  public static final String FILE = "result.json";

  /**
   * A layer and what it did on the test split.
   *
   * @param macs multiply-accumulates a sample and time step
   * @param firingRate spikes a neuron and time step; NaN if it does not spike
   */
  public record Layer(
      String name,
      List<Integer> inputShape,
      List<Integer> outputShape,
      long parameters,
      long macs,
      boolean spiking,
      double firingRate) {

    static Layer of(LayerSummary summary) {
      var info = summary.layer();
      return new Layer(
          info.name(),
          dims(info.inputShape()),
          dims(info.outputShape()),
          info.parameters(),
          info.macs(),
          info.spiking(),
          summary.firingRate());
    }

    private static List<Integer> dims(Shape shape) {
      return Arrays.stream(shape.dims()).boxed().toList();
    }
  }

  public ResultRecord {
    figures = List.copyOf(figures);
    layers = List.copyOf(layers);
    // Results of earlier versions have none.
    sections = List.copyOf(Objects.requireNonNullElse(sections, List.of()));
    references = List.copyOf(references);
  }

  /** The record of a result. */
  public static ResultRecord of(RunResult result, List<String> references) {
    return new ResultRecord(
        result.figures(),
        result.layers().stream().map(Layer::of).toList(),
        result.sections(),
        result.steps(),
        result.checkpointSha256(),
        result.wall().toNanos() / 1e9,
        result.tensorBytes(),
        result.peakMemoryBytes(),
        result.device(),
        result.splitDescription(),
        result.dataSha256(),
        references);
  }
}
