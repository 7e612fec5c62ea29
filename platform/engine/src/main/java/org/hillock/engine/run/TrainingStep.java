package org.hillock.engine.run;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.data.SampleShape;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Activations;
import org.hillock.engine.network.Networks;

/**
 * A network made ready for training, as it is before the first step.
 *
 * @param layers its operations, in order
 * @param steps time steps of a sequence
 * @param outputSteps time steps of the network's output, which layers may lengthen
 * @param batch sequences at once
 * @param memoryBytes off-heap memory of parameters, gradients and everything between forward and
 *     backward pass; without the optimiser's state and the samples that wait
 * @param device what computes
 * @param kernels the compiled equations in readable form
 */
public record TrainingStep(
    List<LayerInfo> layers,
    int steps,
    int outputSteps,
    int batch,
    long memoryBytes,
    String device,
    String kernels) {

  public TrainingStep {
    layers = List.copyOf(layers);
  }

  /**
   * The training step of an experiment.
   *
   * @param dataStore the directory of installed data sets; only the samples' shape is read
   * @param log receives why another backend than the experiment's computes
   * @throws org.hillock.api.HillockException what data, encoder, layers and backend report; {@code
   *     RESOURCE_EXHAUSTED} with the bytes needed if they are more than the machine has
   */
  public static TrainingStep of(
      Experiment experiment, Path dataStore, int batch, Consumer<String> log) {
    SampleShape sample;
    try (var samples = experiment.data().open(dataStore)) {
      sample = samples.shape();
    }
    try (var device = Backends.open(experiment, log)) {
      var sequence = experiment.encoder().encoded(sample);
      return of(experiment.network(), sequence, batch, device, experiment.activations());
    }
  }

  /** A single neuron for a single time step. */
  public static TrainingStep of(NeuronModel neuron, HardwareBackend backend) {
    try (var device = backend.open(1)) {
      var sequence = new SampleShape(1, Shape.of(1));
      return of(List.of(neuron), sequence, 1, device, Activations.KEPT);
    }
  }

  private static TrainingStep of(
      List<Layer> layers, SampleShape sequence, int batch, Device device, Activations activations) {
    var features = sequence.features();
    var random = RandomStream.of(0);
    try (var memory = Memory.open();
        var network =
            Networks.build(layers, features, device, memory, random, activations, line -> {})) {
      network.training(sequence.steps(), batch);
      return new TrainingStep(
          network.layers(),
          sequence.steps(),
          sequence.steps() + network.addedSteps(),
          batch,
          memory.peakBytes(),
          device.description(),
          network.explain());
    }
  }
}
