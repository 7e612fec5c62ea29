package org.hillock.engine.run;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.network.Layer;
import org.hillock.api.random.RandomStream;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Activations;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.StaticNetwork;
import org.hillock.engine.train.Feed;

/** Everything a run has open; closed in the opposite order. */
final class Workbench implements AutoCloseable {

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Samples samples;
  private final RunCheckpoints.DataFacts facts;
  private final Device device;
  private final Computing computing;
  private final Memory memory;
  private final Feed feed;
  private final RandomStream random;
  private final Activations activations;
  private final Consumer<String> log;
  private final StaticNetwork network;

  Workbench(Experiment experiment, Path dataStore, Consumer<String> log) {
    activations = experiment.activations();
    this.log = log;
    try {
      random = RandomStream.of(experiment.seed());
      samples = opened(experiment.data().open(dataStore));
      facts = new RunCheckpoints.DataFacts(samples.shape(), samples.classes(), samples.sha256());
      requireSamples(Split.TRAIN);
      requireSamples(Split.TEST);
      var backend = Backends.open(experiment, log);
      device = opened(backend.device());
      computing = backend.computing(experiment);
      log.accept("device: " + device.description());
      memory = opened(Memory.open());
      feed =
          opened(
              new Feed(
                  samples,
                  experiment.augmentations(),
                  experiment.encoder(),
                  memory,
                  random,
                  experiment.threads()));
      network = opened(build(experiment.network(), random.named("network")));
    } catch (RuntimeException e) {
      closeAfter(e);
      throw e;
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  private void requireSamples(Split split) {
    if (samples.size(split) == 0) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION, "the data set has no samples in split " + split);
    }
  }

  static void requireClasses(StaticNetwork network, int classes) {
    if (classes < 1) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION, "the data set has no classes to learn");
    }
    var output = network.outputShape();
    if (output.rank() != 1 || output.dim(0) != classes) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "network: the output has shape %s, the data have %d classes; end the network with %d"
                  .formatted(output, classes, classes)
              + " features");
    }
  }

  /** Another network for the same data, of its own random numbers; the caller closes it. */
  StaticNetwork network(String name, List<Layer> layers) {
    return build(layers, random.named("network").named(name));
  }

  private StaticNetwork build(List<Layer> layers, RandomStream random) {
    var built =
        Networks.build(layers, feed.encoding().input(), device, memory, random, activations, log);
    try {
      requireClasses(built, facts.classes());
      return built;
    } catch (RuntimeException e) {
      built.close();
      throw e;
    }
  }

  Samples samples() {
    return samples;
  }

  RunCheckpoints.DataFacts facts() {
    return facts;
  }

  Computing computing() {
    return computing;
  }

  Device device() {
    return device;
  }

  Memory memory() {
    return memory;
  }

  Feed feed() {
    return feed;
  }

  StaticNetwork network() {
    return network;
  }

  private void closeAfter(RuntimeException first) {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        first.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() {
    var failure = new HillockException(ErrorCode.INTERNAL, "closing a run failed");
    closeAfter(failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
