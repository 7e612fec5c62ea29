package org.hillock.engine.run;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.DataSet;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Layer;
import org.hillock.api.train.Trainer;
import org.hillock.engine.checkpoint.Hashes;
import org.hillock.engine.network.Activations;
import org.hillock.engine.train.Encoders;

/**
 * Everything one run needs, as components.
 *
 * @param name for people
 * @param seed what every random number of the run derives from
 * @param data the data set
 * @param augmentations change training samples, in order
 * @param encoder makes sequences of samples, or of each of their parts
 * @param network its layers, in order
 * @param trainer how it learns
 * @param backend who computes
 * @param backendIsDefault whether the backend was not asked for; a default that cannot run on this
 *     machine gives way to the reference backend, one that was asked for does not
 * @param metrics what is measured at the end, on the test split
 * @param outputs what is made of the trained network besides its checkpoint
 * @param threads how many threads may compute, at least 1; without influence on the result
 * @param activations what training keeps in memory; without influence on the result
 */
public record Experiment(
    String name,
    long seed,
    DataSet data,
    List<Augmentation> augmentations,
    Encoders encoder,
    List<Layer> network,
    Trainer trainer,
    HardwareBackend backend,
    boolean backendIsDefault,
    List<Metric> metrics,
    Outputs outputs,
    int threads,
    Activations activations) {

  public Experiment {
    augmentations = List.copyOf(augmentations);
    network = List.copyOf(network);
    metrics = List.copyOf(metrics);
  }

  /**
   * A SHA-256 over what decides the trained values: seed, data, augmentations, encoder, network and
   * trainer. Components are records, so their text holds all their parameters.
   */
  public String fingerprint() {
    // Without augmentations the text is what it was before there were any.
    var augmented = augmentations.isEmpty() ? "" : "augment=%s\n".formatted(augmentations);
    var text = "seed=%d\ndata=%s\n%sencoder=%s\nnetwork=%s\ntrainer=%s\n";
    return Hashes.sha256(
        text.formatted(seed, data, augmented, encoder, network, trainer)
            .getBytes(StandardCharsets.UTF_8));
  }
}
