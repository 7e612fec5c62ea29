package org.hillock.engine.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Parameter;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Optimiser;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.engine.memory.Block;
import org.hillock.engine.network.StaticNetwork;
import org.hillock.engine.train.OptimiserUpdates;

/** A part of a training: the network at work, and what the trainer asked for since it began. */
final class Stage implements AutoCloseable {

  /** The stage of trainings that have one only. */
  static final String WHOLE = "";

  private final String name;
  private final int steps;
  private final StaticNetwork network;
  private final boolean ownsNetwork;
  private final Workbench bench;
  private final Optional<Checkpoint> from;
  private final Map<String, OptimiserUpdates> optimisers = new LinkedHashMap<>();
  private final Map<String, Tensor> states = new LinkedHashMap<>();
  private final List<Block> blocks = new ArrayList<>();

  /**
   * A stage that begins.
   *
   * @param steps time steps of its sequences
   * @param network the run's, or the stage's own, which it closes
   * @param from a checkpoint of this stage to go on from
   */
  Stage(String name, int steps, StaticNetwork network, Workbench bench, Optional<Checkpoint> from) {
    this.name = name;
    this.steps = steps;
    this.network = network;
    this.bench = bench;
    this.from = from;
    ownsNetwork = network != bench.network();
    if (ownsNetwork) {
      from.ifPresent(checkpoint -> RunCheckpoints.restoreOwn(checkpoint, network));
    }
  }

  String name() {
    return name;
  }

  int steps() {
    return steps;
  }

  StaticNetwork network() {
    return network;
  }

  /** The network if it is the stage's own. */
  Optional<StaticNetwork> ownNetwork() {
    return Optional.of(network).filter(n -> ownsNetwork);
  }

  Map<String, OptimiserUpdates> optimisers() {
    return optimisers;
  }

  Map<String, Tensor> states() {
    return states;
  }

  Tensor tensor(Shape shape) {
    var block = bench.memory().allocate(shape.size() * Float.BYTES, "the trainer");
    blocks.add(block);
    return block.tensor(0, shape);
  }

  Tensor state(String name, Shape shape, Initialiser initial, RandomStream random) {
    if (states.containsKey(name)) {
      throw new HillockException(
          ErrorCode.PLUGIN_FAULT, "the trainer asked for two states of the name " + name);
    }
    var tensor = tensor(shape);
    states.put(name, tensor);
    from.ifPresentOrElse(
        checkpoint -> RunCheckpoints.restore(checkpoint, name, tensor),
        () -> initial.fill(tensor, random));
    return tensor;
  }

  OptimiserUpdates optimise(String name, Optimiser optimiser, List<Parameter> parameters) {
    if (optimisers.containsKey(name)) {
      throw new HillockException(
          ErrorCode.PLUGIN_FAULT, "the trainer asked for two optimisers of the name " + name);
    }
    var updates =
        new OptimiserUpdates(
            name,
            optimiser,
            parameters,
            bench.device(),
            bench.memory(),
            from.map(c -> RunCheckpoints.updates(c, name)).orElse(0L));
    optimisers.put(name, updates);
    from.ifPresent(checkpoint -> RunCheckpoints.restore(checkpoint, name, updates));
    return updates;
  }

  @Override
  public void close() {
    optimisers.values().forEach(OptimiserUpdates::close);
    blocks.forEach(Block::close);
    ownNetwork().ifPresent(StaticNetwork::close);
  }
}
