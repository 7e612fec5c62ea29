package org.hillock.engine.spec;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.NetworkOutline;
import org.hillock.api.train.Trainer;
import org.hillock.engine.component.Problem;
import org.hillock.engine.network.Networks;
import org.hillock.engine.run.Experiment;
import org.hillock.engine.train.Encoding;

/**
 * Puts the parts of an experiment together without computing anything: finds missing data and
 * shapes that do not fit, which no part can see alone.
 */
public final class DryBuild {

  /** What the network's builder puts in front of a message. */
  private static final Pattern PLACED =
      Pattern.compile("(network\\[\\d+]) \\(([^)]*)\\): (.*)", Pattern.DOTALL);

  private record Data(SampleShape shape, int classes) {}

  private DryBuild() {}

  /**
   * Checks an experiment.
   *
   * @param dataStore the directory of installed data sets
   * @return what its network would be
   * @throws SpecException with the code of what was found: {@code DATA_UNAVAILABLE}, {@code
   *     SHAPE_MISMATCH} and what else the components report
   */
  public static Networks.Outline check(Experiment experiment, Path dataStore) {
    try (var samples = open(experiment, dataStore)) {
      return check(experiment, samples);
    }
  }

  /**
   * Opens an experiment's data.
   *
   * @throws SpecException with what was wrong with them
   */
  public static Samples open(Experiment experiment, Path dataStore) {
    return at("data", () -> experiment.data().open(dataStore));
  }

  /** The same as {@link #check(Experiment, Path)} with its data opened. */
  public static Networks.Outline check(Experiment experiment, Samples samples) {
    var data = at("data", () -> new Data(samples.shape(), samples.classes()));
    var augmentations = experiment.augmentations();
    for (int i = 0; i < augmentations.size(); i++) {
      var augmentation = augmentations.get(i);
      at("augment[" + i + "]", () -> tried(augmentation, data.shape()));
    }
    var encoding = at("encoder", () -> Encoding.of(experiment.encoder(), data.shape()));
    var outline = at("network", () -> Networks.outline(experiment.network(), encoding.input()));
    new Outlined("trainer", encoding, outline).check(experiment.trainer());
    if (data.classes() > 0 && !outline.output().equals(Shape.of(data.classes()))) {
      throw new SpecException(
          ErrorCode.SHAPE_MISMATCH,
          List.of(
              new Problem(
                  "network[" + (experiment.network().size() - 1) + "]",
                  "the network's output has %s features; the data has %d classes, so it must have %2$d"
                      .formatted(outline.output(), data.classes()))));
    }
    return outline;
  }

  /** What a trainer is told of networks, by its place in the spec. */
  private record Outlined(String path, Encoding encoding, Networks.Outline network)
      implements NetworkOutline {

    void check(Trainer trainer) {
      at(
          path,
          () -> {
            trainer.check(this);
            return trainer;
          });
    }

    @Override
    public void check(String parameter, Trainer other) {
      new Outlined(path + "." + parameter, encoding, network).check(other);
    }

    @Override
    public List<LayerInfo> layers() {
      return network.layers();
    }

    @Override
    public List<LayerInfo> layers(List<Layer> others) {
      return Networks.outline(others, encoding.input()).layers();
    }

    @Override
    public int steps() {
      return encoding.steps();
    }
  }

  /** Augments a sample of zeros; only whether it can is of interest. */
  private static Augmentation tried(Augmentation augmentation, SampleShape shape) {
    try (var arena = Arena.ofConfined()) {
      long bytes = shape.tensor().size() * Float.BYTES;
      var sample = Tensor.of(arena.allocate(bytes, Float.BYTES), shape.tensor());
      augmentation.augment(sample, shape, RandomStream.of(0));
      return augmentation;
    }
  }

  /** Does something; what goes wrong becomes a problem there, without the plugin's exception. */
  private static <T> T at(String path, Supplier<T> work) {
    try {
      return work.get();
    } catch (SpecException e) {
      throw e; // placed already, by a part within this one
    } catch (HillockException e) {
      var placed = PLACED.matcher(String.valueOf(e.getMessage()));
      var problem =
          placed.matches()
              ? new Problem(placed.group(1), placed.group(2) + ": " + placed.group(3))
              : new Problem(path, String.valueOf(e.getMessage()));
      throw new SpecException(e.code(), List.of(problem));
    } catch (RuntimeException | LinkageError e) {
      throw new SpecException(
          ErrorCode.PLUGIN_FAULT,
          List.of(new Problem(path, "a plugin's component failed while it was tried: " + e)));
    }
  }
}
