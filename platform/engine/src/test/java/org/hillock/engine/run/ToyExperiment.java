package org.hillock.engine.run;

import static org.hillock.engine.run.ToyExperiment.EPOCHS;

import java.util.List;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.data.Augmentation;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.train.Trainer;
import org.hillock.engine.network.Activations;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.network.TestLayers.Loop;
import org.hillock.engine.network.TestLayers.Spiking;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.engine.run.Toys.Accuracy;
import org.hillock.engine.run.Toys.Backpropagation;
import org.hillock.engine.run.Toys.Blobs;
import org.hillock.engine.run.Toys.Poisson;
import org.hillock.engine.train.Encoders;

/** An experiment on {@link Toys} that each test changes where it must. */
final class ToyExperiment {

  static final int EPOCHS = 4;

  record Dropout(double probability) implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      return net.dropout(x, probability);
    }
  }

  record BatchNorm() implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      return net.batchNorm(x, 0.2, 1e-5);
    }
  }

  private long seed = 11;
  private List<Augmentation> augmentations = List.of();
  private Encoder encoder = new Poisson(8);
  private List<Layer> layers = standard();
  private Trainer trainer = new Backpropagation(EPOCHS, 16, 0.05);
  private HardwareBackend backend = new ReferenceBackend();
  private boolean byDefault;
  private int threads = 1;
  private Activations activations = Activations.KEPT;
  private Outputs outputs = Outputs.NONE;

  /** Dense, normalised, recurrent and thinned out: something of all that keeps state. */
  static List<Layer> standard() {
    return List.of(
        new Dense(12),
        new BatchNorm(),
        new Loop(new Spiking(0.5)),
        new Dropout(0.2),
        new Dense(Toys.CLASSES),
        new Leaky());
  }

  ToyExperiment seed(long to) {
    seed = to;
    return this;
  }

  ToyExperiment augmentations(Augmentation... to) {
    augmentations = List.of(to);
    return this;
  }

  ToyExperiment encoder(Encoder to) {
    encoder = to;
    return this;
  }

  ToyExperiment layers(List<Layer> to) {
    layers = to;
    return this;
  }

  ToyExperiment layers(Layer... to) {
    return layers(List.of(to));
  }

  ToyExperiment trainer(Trainer to) {
    trainer = to;
    return this;
  }

  ToyExperiment backend(HardwareBackend to, boolean isDefault) {
    backend = to;
    byDefault = isDefault;
    return this;
  }

  ToyExperiment threads(int to) {
    threads = to;
    return this;
  }

  ToyExperiment activations(Activations to) {
    activations = to;
    return this;
  }

  ToyExperiment outputs(Outputs to) {
    outputs = to;
    return this;
  }

  Experiment make() {
    return new Experiment(
        "blobs",
        seed,
        new Blobs(100, 20, 31),
        augmentations,
        new Encoders.Common(encoder),
        layers,
        trainer,
        backend,
        byDefault,
        List.of(new Accuracy()),
        outputs,
        threads,
        activations);
  }
}
