package org.hillock.plugins.trainers;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.api.network.Value;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Trainer;
import org.hillock.engine.network.Activations;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.engine.run.Experiment;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.run.Outputs;
import org.hillock.engine.run.RunListener;
import org.hillock.engine.run.RunResult;
import org.hillock.engine.train.Encoders;

/**
 * A small learning task: points left and right of a line, one synaptic layer or two, a leaky
 * readout.
 */
final class Task {

  static final int TRAIN = 90;
  private static final int OTHERS = 20;

  private Task() {}

  static RunResult run(Trainer trainer, int validation, Path folder, RunListener listener) {
    return run(trainer, validation, folder, Optional.empty(), listener, () -> false);
  }

  static RunResult run(
      Trainer trainer,
      int validation,
      Path folder,
      Optional<Path> from,
      RunListener listener,
      BooleanSupplier cancelled) {
    return run(
        List.of(new Dense(2), new Readout()),
        2,
        trainer,
        validation,
        folder,
        from,
        listener,
        cancelled);
  }

  /** A hidden population of spiking neurons, then the readout. */
  static List<Layer> spiking() {
    return List.of(new Dense(20), new Spiking(), new Dense(2), new Readout());
  }

  /** A smaller hidden population. */
  static List<Layer> narrow() {
    return List.of(new Dense(7), new Spiking());
  }

  static RunResult run(
      List<Layer> network,
      int steps,
      Trainer trainer,
      int validation,
      Path folder,
      Optional<Path> from,
      RunListener listener,
      BooleanSupplier cancelled) {
    var experiment =
        new Experiment(
            "task",
            1,
            new Points(validation),
            List.of(),
            new Encoders.Common(new Held(steps)),
            network,
            trainer,
            new ReferenceBackend(),
            false,
            List.of(),
            Outputs.NONE,
            1,
            Activations.KEPT);
    return ExperimentRunner.run(experiment, folder, folder, from, listener, cancelled);
  }

  /** Two coordinates; the class says on which side of x = y a point lies. */
  record Points(int validation) implements DataSet, Samples {
    @Override
    public Samples open(Path store) {
      return this;
    }

    private static float coordinate(Split split, int index, int axis) {
      return (float) RandomStream.of(9).named(split.name()).gaussian(2L * index + axis);
    }

    @Override
    public SampleShape shape() {
      return new SampleShape(0, Shape.of(2));
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public int size(Split split) {
      return switch (split) {
        case TRAIN -> TRAIN;
        case VALIDATION -> validation;
        case TEST -> OTHERS;
      };
    }

    @Override
    public void read(Split split, int index, Tensor sample) {
      sample.set(0, coordinate(split, index, 0));
      sample.set(1, coordinate(split, index, 1));
    }

    @Override
    public int label(Split split, int index) {
      return coordinate(split, index, 0) > coordinate(split, index, 1) ? 1 : 0;
    }

    @Override
    public String sha256() {
      return "0".repeat(64);
    }

    @Override
    public String splitDescription() {
      return "drawn apart";
    }

    @Override
    public void close() {}
  }

  /** Every sample for some time steps. */
  private record Held(int steps) implements Encoder {
    @Override
    public SampleShape encoded(SampleShape sample) {
      return new SampleShape(steps, sample.features());
    }

    @Override
    public void encode(Tensor sample, Tensor sequence, RandomStream random) {
      for (int t = 0; t < steps; t++) {
        sequence.at(t).copyFrom(sample);
      }
    }
  }

  record Spiking() implements NeuronModel {
    @Override
    public void define(Equations eq) {
      var v = eq.state("v", 0);
      var u = v.times(.5).plus(eq.input());
      var s = eq.spike(u.minus(1), new Fast());
      eq.next(v, Reset.HARD_DETACHED.after(u, s, 1));
      eq.emit(s);
    }

    @Override
    public boolean spiking() {
      return true;
    }
  }

  record Fast() implements Surrogate {
    @Override
    public Expr slope(Expr x) {
      return x.abs().plus(1).square().reciprocal();
    }

    @Override
    public double smooth(double x) {
      return x / (1 + Math.abs(x));
    }
  }

  record Dense(int out) implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      int in = x.shape().dim(-1);
      return net.linear(
          x,
          net.parameter("weight", Shape.of(in, out), Initialiser.kaimingUniform(in)),
          Optional.of(net.parameter("bias", Shape.of(out), Initialiser.constant(0))));
    }
  }

  record Readout() implements NeuronModel {
    @Override
    public void define(Equations eq) {
      var v = eq.state("v", 0);
      var u = v.times(.5).plus(eq.input());
      eq.next(v, u);
      eq.emit(u);
    }

    @Override
    public boolean spiking() {
      return false;
    }
  }
}
