package org.hillock.bench;

import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Parameter;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Optimiser;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.StaticNetwork;
import org.hillock.engine.train.OptimiserUpdates;

/** Training steps of a model on one batch, always the same. */
final class TrainingTask implements AutoCloseable {

  private static final int INPUT_SEED = 1;
  private static final int GRADIENT_SEED = 2;
  private static final int WEIGHT_SEED = 10;

  private final StepModel model;
  private final Device device;
  private final Memory memory = Memory.open();
  private final StaticNetwork network;
  private final Execution execution;
  private final Optional<Loss> loss;
  private final Optional<Optimiser> optimiser;
  private final Optional<OptimiserUpdates> updates;
  private final int[] labels;

  /**
   * A task.
   *
   * @param density of input spikes; 1: dense numbers in [0, 1)
   */
  TrainingTask(Rig rig, StepModel model, double density, int threads) {
    this.model = model;
    device = rig.device(threads);
    var layers = rig.layers(model.network());
    network = Networks.build(layers, Shape.of(model.in()), device, memory, RandomStream.of(0));
    execution = network.training(model.steps(), model.batch());
    loss = model.loss().map(text -> rig.component(Loss.class, text));
    optimiser = model.optimiser().map(text -> rig.component(Optimiser.class, text));
    updates =
        optimiser.map(
            o -> new OptimiserUpdates(o.toString(), o, network.parameters(), device, memory, 0));
    initialise();
    if (density < 1) {
      Hash.spikes(execution.input(), INPUT_SEED, density);
    } else {
      Hash.uniform(execution.input(), INPUT_SEED, 0, 1);
    }
    Hash.uniform(execution.outputGradient(), GRADIENT_SEED, 0, 1);
    labels = new int[model.batch()];
    int classes = Math.toIntExact(network.outputShape().size());
    for (int b = 0; b < labels.length; b++) {
      labels[b] = b % classes;
    }
  }

  /**
   * Weights are uniform between ±√(3/in), so that their variance is 1/in; delays in all of the
   * window.
   */
  private void initialise() {
    int seed = WEIGHT_SEED;
    for (var parameter : network.parameters()) {
      var value = parameter.value();
      if (parameter.name().endsWith(".weight") && value.shape().rank() >= 2) {
        double range = Math.sqrt(3.0 / value.shape().dim(-2));
        Hash.uniform(value, seed++, -range, range);
      } else if (parameter.name().endsWith(".position")) {
        Hash.uniform(value, seed++, parameter.minimum(), parameter.maximum());
      } else if (parameter.name().endsWith(".bias")) {
        value.fill((float) model.bias());
      }
    }
  }

  void step() {
    pass();
    updates.ifPresent(u -> u.apply(optimiser.orElseThrow().rate(), 1));
  }

  /** Inference on the same batch. */
  Runnable evaluation() {
    var inference = network.inference(model.steps(), model.batch());
    inference.input().copyFrom(execution.input());
    return inference::forward;
  }

  private void pass() {
    execution.forward();
    loss.ifPresent(l -> l.evaluate(execution.output(), labels, execution.outputGradient()));
    execution.backward();
  }

  /** The loss of a pass; without a loss the output's mean, weighted by the given gradient. */
  double loss() {
    execution.forward();
    return loss.map(l -> l.evaluate(execution.output(), labels, execution.outputGradient()))
        .orElseGet(() -> dot(execution.output(), execution.outputGradient()) / size());
  }

  private double size() {
    return execution.output().size();
  }

  /** The Euclidean norm of all gradients of a pass. */
  double gradientNorm() {
    pass();
    double sum = 0;
    for (Parameter parameter : network.parameters()) {
      sum += device.sumOfSquares(parameter.gradient());
    }
    return Math.sqrt(sum);
  }

  private static double dot(Tensor a, Tensor b) {
    double sum = 0;
    for (long i = 0; i < a.size(); i++) {
      sum += (double) a.get(i) * b.get(i);
    }
    return sum;
  }

  @Override
  public void close() {
    updates.ifPresent(OptimiserUpdates::close);
    network.close();
    memory.close();
  }
}
