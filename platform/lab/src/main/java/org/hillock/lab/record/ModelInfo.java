package org.hillock.lab.record;

import java.util.List;

/**
 * The trained network of a run.
 *
 * @param inputShape of one sample: features, or steps and features
 * @param parts those of a sample, one behind the other; empty if it is one whole
 * @param classes how many classes it tells apart; 0 if it does not classify
 * @param encoder the id of the component that makes a sample a sequence; empty if each part has its
 *     own
 * @param steps time steps T of a sequence
 * @param layers their names, in the order of the network
 * @param parameters how many numbers were learnt
 * @param checkpointSha256 64 lower-case hexadecimal digits
 */
public record ModelInfo(
    List<Long> inputShape,
    List<Part> parts,
    int classes,
    String encoder,
    int steps,
    List<String> layers,
    long parameters,
    String checkpointSha256) {

  /**
   * A part of each sample.
   *
   * @param shape features, or steps and features
   * @param encoder the id of the component that makes it a sequence
   */
  public record Part(String name, List<Long> shape, String encoder) {}

  public ModelInfo {
    inputShape = List.copyOf(inputShape);
    parts = List.copyOf(parts);
    layers = List.copyOf(layers);
  }
}
