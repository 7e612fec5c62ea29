package org.hillock.plugins.datasets;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;

/**
 * Delayed recall: a cue, a delay, a recall signal upon which the cue is to be named. Channels are
 * grouped: one group for each cue, and one for the recall signal. A group that is on spikes at
 * {@code rate}, all others at {@code noise}; every spike is drawn for itself, from the seed.
 * Samples {@code [cueSteps + delay + recallSteps][(cues + 1)·channels]}, spikes of 0 or 1; cues
 * alternate.
 */
@Component(
    id = "delayed-recall",
    doc =
        "A memory task made from a seed: spikes of one of several groups of channels (the cue), a"
            + " delay with noise alone, then spikes of a last group (the recall signal). The class"
            + " is the cue. Let the loss count the last steps only.",
    cites =
        "Bellec, G., Scherr, F., Subramoney, A., Hajek, E., Salaj, D., Legenstein, R., Maass, W."
            + " (2020). A solution to the learning dilemma for recurrent networks of spiking"
            + " neurons. Nature Communications 11, 3625. (store-recall task)")
public record DelayedRecall(
    @Param(doc = "how many cues: the classes", value = "4", min = 2) int cues,
    @Param(doc = "channels of a group", value = "5", min = 1) int channels,
    @Param(doc = "how long a cue lasts", unit = "steps", value = "10", min = 1) int cueSteps,
    @Param(doc = "the time between cue and recall", unit = "steps", value = "20", min = 0)
        int delay,
    @Param(doc = "how long the recall signal lasts", unit = "steps", value = "10", min = 1)
        int recallSteps,
    @Param(doc = "spikes a step of a group that is on", value = "0.5", min = 0, max = 1)
        double rate,
    @Param(doc = "spikes a step of a group that is off", value = "0.02", min = 0, max = 1)
        double noise,
    @Param(doc = "training samples", value = "800", min = 1) int train,
    @Param(doc = "test samples", value = "400", min = 1) int test,
    @Param(doc = "validation samples", value = "0", min = 0) int validation,
    @Param(doc = "what the spikes are drawn from", value = "0") int seed)
    implements DataSet {

  @Override
  public Samples open(Path store) {
    int steps = cueSteps + delay + recallSteps;
    int width = (cues + 1) * channels;
    int all = train + validation + test;
    var rows = new float[all][];
    int[] labels = new int[all];
    var random = RandomStream.of(seed).named("delayed-recall");
    for (int row = 0; row < all; row++) {
      labels[row] = row % cues;
      rows[row] = sample(labels[row], steps, width, random.numbered(row));
    }
    return new ArraySamples(
        new SampleShape(steps, Shape.of(width)),
        cues,
        new FloatContent(rows),
        labels,
        new Partition(
            IntStream.range(0, train).toArray(),
            IntStream.range(train, train + validation).toArray(),
            IntStream.range(train + validation, all).toArray(),
            "drawn apart: %d samples for testing".formatted(test)));
  }

  private float[] sample(int cue, int steps, int width, RandomStream random) {
    var spikes = new float[steps * width];
    for (int t = 0; t < steps; t++) {
      int on = t < cueSteps ? cue : t < cueSteps + delay ? -1 : cues;
      for (int c = 0; c < width; c++) {
        int at = t * width + c;
        spikes[at] = random.uniform(at) < (c / channels == on ? rate : noise) ? 1 : 0;
      }
    }
    return spikes;
  }
}
