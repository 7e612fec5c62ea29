package org.hillock.engine.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hillock.api.metric.Metric;
import org.hillock.api.result.Section;

/**
 * What a finished run leaves.
 *
 * @param figures every figure of every metric, on the test split
 * @param layers the network, layer by layer
 * @param sections what the report shows besides
 * @param steps time steps T of a sequence
 * @param checkpoint the final checkpoint
 * @param checkpointSha256 its checksum
 * @param wall how long this process took
 * @param tensorBytes the most off-heap memory held at once
 * @param peakMemoryBytes the most memory the process held at once; where the machine does not tell,
 *     {@code tensorBytes} and the heap
 * @param device what computed
 * @param splitDescription how the data were split
 * @param dataSha256 the data's checksum
 */
public record RunResult(
    List<Metric.Figure> figures,
    List<LayerSummary> layers,
    List<Section> sections,
    int steps,
    Path checkpoint,
    String checkpointSha256,
    Duration wall,
    long tensorBytes,
    long peakMemoryBytes,
    String device,
    String splitDescription,
    String dataSha256) {

  public RunResult {
    figures = List.copyOf(figures);
    layers = List.copyOf(layers);
    sections = List.copyOf(sections);
  }
}
