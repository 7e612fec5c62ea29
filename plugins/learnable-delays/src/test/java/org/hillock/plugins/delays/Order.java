package org.hillock.plugins.delays;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Network;
import org.hillock.api.network.Reset;
import org.hillock.api.random.RandomStream;
import org.hillock.api.result.ReportSection;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Trainer;
import org.hillock.engine.network.Activations;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.engine.run.Experiment;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.run.Outputs;
import org.hillock.engine.run.Progress;
import org.hillock.engine.run.RunListener;
import org.hillock.engine.run.RunResult;
import org.hillock.engine.run.SpikeSample;
import org.hillock.engine.train.Encoders;
import org.hillock.plugins.neurons.Atan;
import org.hillock.plugins.neurons.LeakyIntegrator;
import org.hillock.plugins.neurons.Lif;

/**
 * A task for delays: two neurons spike once each, four steps apart, and the class is which of them
 * came first. Both spike once in either class, and neurons forget within a step.
 */
final class Order {

  static final int STEPS = 16;
  static final int GAP = 4;

  private Order() {}

  /** A hidden population and a readout, both behind synapses like {@code synapses}. */
  static List<Layer> network(Layer hidden, Layer readout) {
    Layer spikes = (net, x) -> net.neuron(x, lif());
    Layer leaky = (net, x) -> net.neuron(x, new LeakyIntegrator(1.005, false));
    return List.of(hidden, spikes, readout, leaky);
  }

  static Lif lif() {
    return new Lif(1.005, 1, false, Reset.HARD_DETACHED, new Atan(5));
  }

  static RunResult run(
      List<Layer> network,
      Trainer trainer,
      List<ReportSection> sections,
      Path folder,
      Optional<Path> from,
      RunListener listener,
      BooleanSupplier cancelled) {
    var experiment = experiment(network, trainer, sections);
    return ExperimentRunner.run(experiment, folder, folder, from, listener, cancelled);
  }

  static Experiment experiment(List<Layer> network, Trainer trainer, List<ReportSection> sections) {
    return new Experiment(
        "order",
        1,
        new Pairs(),
        List.of(),
        new Encoders.Common(new AsIs()),
        network,
        trainer,
        new ReferenceBackend(),
        false,
        List.of(new Accuracy()),
        new Outputs(sections, List.of()),
        1,
        Activations.KEPT);
  }

  /** The last value of each series. */
  static final class Last implements RunListener {

    final Map<String, Double> values = new LinkedHashMap<>();
    final Map<String, Map<Integer, Double>> all = new LinkedHashMap<>();

    @Override
    public void progress(Progress progress) {}

    @Override
    public void point(String series, long step, int epoch, double value) {
      values.put(series, value);
      all.computeIfAbsent(series, name -> new LinkedHashMap<>()).put(epoch, value);
    }

    @Override
    public void log(String line) {}

    @Override
    public void spikes(SpikeSample sample) {}
  }

  private record Pairs() implements DataSet, Samples {
    @Override
    public Samples open(Path store) {
      return this;
    }

    @Override
    public SampleShape shape() {
      return new SampleShape(STEPS, Shape.of(2));
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public int size(Split split) {
      return split == Split.VALIDATION ? 0 : 16;
    }

    @Override
    public void read(Split split, int index, Tensor sample) {
      sample.fill(0);
      int first = index / 2 % 8;
      sample.set(2L * first + label(split, index), 1);
      sample.set(2L * (first + GAP) + 1 - label(split, index), 1);
    }

    @Override
    public int label(Split split, int index) {
      return index % 2;
    }

    @Override
    public String sha256() {
      return "0".repeat(64);
    }

    @Override
    public String splitDescription() {
      return "all in each split";
    }

    @Override
    public void close() {}
  }

  private record AsIs() implements Encoder {
    @Override
    public SampleShape encoded(SampleShape sample) {
      return sample;
    }

    @Override
    public void encode(Tensor sample, Tensor sequence, RandomStream random) {
      sequence.copyFrom(sample);
    }
  }

  private record Accuracy() implements Metric {
    @Override
    public Measurement begin(Network network) {
      return new Measurement() {
        private double correct;
        private int samples;

        @Override
        public void add(Observation batch) {
          for (int b = 0; b < batch.labels().length; b++) {
            int said = batch.scores().get(2L * b + 1) > batch.scores().get(2L * b) ? 1 : 0;
            correct += said == batch.labels()[b] ? 1 : 0;
          }
          samples += batch.labels().length;
        }

        @Override
        public List<Figure> figures() {
          return List.of(new Figure("accuracy", correct / samples, "", ""));
        }
      };
    }
  }
}
