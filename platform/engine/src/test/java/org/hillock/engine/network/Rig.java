package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Parameter;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.reference.ReferenceBackend;

/** A network on the reference backend, for one test. */
final class Rig implements AutoCloseable {

  private static final double STEP = 0.02;

  final Device device = new ReferenceBackend().open(1);
  final Memory memory = Memory.limited(64 << 20);
  final StaticNetwork network;

  /** What the network said. */
  final List<String> log = new ArrayList<>();

  Rig(Shape input, Layer... layers) {
    this(Activations.KEPT, input, layers);
  }

  Rig(Activations activations, Shape input, Layer... layers) {
    this(activations, NetworkInput.of(input), layers);
  }

  Rig(Activations activations, NetworkInput input, Layer... layers) {
    var random = RandomStream.of(7);
    network = Networks.build(List.of(layers), input, device, memory, random, activations, log::add);
  }

  static void randomise(Tensor values, String name) {
    var random = RandomStream.of(3).named(name);
    for (long i = 0; i < values.size(); i++) {
      values.set(i, (float) random.gaussian(i));
    }
  }

  /** The gradients of the last backward pass, by parameter. */
  Map<String, float[]> gradients() {
    return network.parameters().stream()
        .collect(Collectors.toMap(Parameter::name, p -> p.gradient().toArray()));
  }

  /** The largest relative difference between the gradients and central differences. */
  double gradientError(int steps, int batch) {
    var execution = network.training(steps, batch);
    randomise(execution.input(), "input");
    randomise(execution.outputGradient(), "weights of the loss");
    var weights = execution.outputGradient().toArray();
    execution.forward();
    execution.outputGradient().copyFrom(weights);
    execution.backward();
    var gradients = network.parameters().stream().map(p -> p.gradient().toArray()).toList();
    double worst = 0;
    for (int p = 0; p < gradients.size(); p++) {
      worst =
          Math.max(worst, error(network.parameters().get(p), gradients.get(p), execution, weights));
    }
    return worst;
  }

  private static double error(
      Parameter parameter, float[] gradient, Execution execution, float[] weights) {
    double size = 0.05;
    for (float g : gradient) {
      size = Math.max(size, Math.abs(g));
    }
    double worst = 0;
    for (int i = 0; i < gradient.length; i++) {
      double want =
          (8
                      * (loss(parameter, i, STEP, execution, weights)
                          - loss(parameter, i, -STEP, execution, weights))
                  - (loss(parameter, i, 2 * STEP, execution, weights)
                      - loss(parameter, i, -2 * STEP, execution, weights)))
              / (12 * STEP);
      double error = Math.abs(want - gradient[i]) / size;
      // Written so that a value that is not a number counts as the worst.
      worst = error <= worst ? worst : error;
    }
    return worst;
  }

  private static double loss(
      Parameter parameter, int i, double change, Execution execution, float[] weights) {
    float was = parameter.value().get(i);
    parameter.value().set(i, (float) (was + change));
    execution.forward();
    parameter.value().set(i, was);
    double loss = 0;
    for (int k = 0; k < weights.length; k++) {
      loss += (double) weights[k] * execution.output().get(k);
    }
    return loss;
  }

  @Override
  public void close() {
    network.close();
    memory.close();
    device.close();
  }
}
