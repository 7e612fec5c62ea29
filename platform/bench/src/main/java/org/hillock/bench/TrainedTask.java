package org.hillock.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.hillock.api.backend.Device;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Split;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Parameter;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Optimiser;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.StaticNetwork;
import org.hillock.engine.train.OptimiserUpdates;

/**
 * VGG-16 with the weights of a finished stage of {@code tests/benchmarks/peers/vgg16.yaml}, on the
 * first images of its data, held for all time steps.
 */
final class TrainedTask implements AutoCloseable {

  private static final int BATCH = 32;
  private static final Shape IMAGE = Shape.of(32, 32, 3);

  private static final String NETWORK =
      """
      [{type: vgg, depth: 16, classes: 10, dropout: %s, neuron: {type: learnable-lif}}]
      """;

  private static final String IMAGES =
      """
      {type: cifar-files, train: [signdigits/signdigits32-dev.bin.gz],
       test: [signdigits/signdigits32-dev.bin.gz],
       mean: [0.680, 0.651, 0.621], deviation: [0.136, 0.154, 0.183]}
      """;

  private final Device device;
  private final Memory memory = Memory.open();
  private final StaticNetwork network;
  private final Execution execution;
  private final Loss loss;
  private final Optimiser optimiser;
  private final OptimiserUpdates updates;
  private final int[] labels = new int[BATCH];
  private long pass;

  /**
   * A task.
   *
   * @param run the run's folder
   * @param steps T, that of the stage whose weights are taken
   * @param dropout probability of silent units
   */
  TrainedTask(Rig rig, Device device, Path run, int steps, double dropout) {
    this.device = device;
    var layers = rig.layers(NETWORK.formatted(dropout));
    network = Networks.build(layers, IMAGE, device, memory, RandomStream.of(0));
    var last = steps == 1 ? "checkpoint" : "stages/t" + steps;
    try (var weights = Checkpoint.open(run.resolve(last + ".safetensors"))) {
      weights.readInto(
          network.parameters().stream()
              .collect(Collectors.toMap(Parameter::name, Parameter::value)));
    }
    execution = network.training(steps, BATCH);
    read(rig.component(DataSet.class, IMAGES), run.resolve("../../data").normalize());
    loss = rig.component(Loss.class, "cross-entropy-membrane");
    optimiser = rig.component(Optimiser.class, "{type: adam, rate: 1e-4, amsgrad: true}");
    updates = new OptimiserUpdates("adam", optimiser, network.parameters(), device, memory, 0);
  }

  private void read(DataSet data, Path store) {
    try (var samples = data.open(store)) {
      for (int b = 0; b < BATCH; b++) {
        for (int t = 0; t < execution.steps(); t++) {
          samples.read(Split.TRAIN, b, execution.input().at(t).at(b));
        }
        labels[b] = samples.label(Split.TRAIN, b);
      }
    }
  }

  /** A step of training. */
  void step() {
    pass();
    updates.apply(optimiser.rate(), 1);
  }

  private double pass() {
    execution.randomise(pass++);
    execution.forward();
    double value = loss.evaluate(execution.output(), labels, execution.outputGradient());
    execution.backward();
    return value;
  }

  /** Inference on the same batch. */
  Runnable inference() {
    var inference = network.inference(execution.steps(), BATCH);
    inference.input().copyFrom(execution.input());
    return inference::forward;
  }

  /** Loss, gradient's norm, and by number of the layer what share of its input is not zero. */
  Map<String, Double> checks() {
    var checks = new LinkedHashMap<String, Double>();
    checks.put("check-loss", pass());
    double sum =
        network.parameters().stream().mapToDouble(p -> device.sumOfSquares(p.gradient())).sum();
    checks.put("check-gradient", Math.sqrt(sum));
    int number = 0;
    for (var activity : execution.activity()) {
      if (activity.layer().macs() > 0) {
        number++;
        checks.put(density(number), (double) activity.inputNonZero() / activity.inputElements());
      }
    }
    return checks;
  }

  /** The name of a layer's density. */
  static String density(int layer) {
    return "check-density-%02d".formatted(layer);
  }

  @Override
  public void close() {
    updates.close();
    network.close();
    memory.close();
  }
}
