package org.hillock.plugins.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.foreign.Arena;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.backend.Convolution;
import org.hillock.api.metric.Metric;
import org.hillock.api.metric.Metric.Figure;
import org.hillock.api.metric.Metric.Observation;
import org.hillock.api.network.Credit;
import org.hillock.api.network.Execution;
import org.hillock.api.network.LayerActivity;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;
import org.hillock.api.network.Parameter;
import org.hillock.api.network.State;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.component.ComponentReader;
import org.junit.jupiter.api.Test;

/**
 * Figures of a small network, counted by hand: 3 analog inputs, 4 neurons that spike, a recurrent
 * population of 2, 5 outputs; two time steps.
 */
class MetricsTest {

  private static final LayerInfo DENSE =
      new LayerInfo("0.linear", Shape.of(3), Shape.of(4), 0, 12, false, List.of(LayerInfo.DATA));
  private static final LayerInfo LIF = layer("1.lif", 4, 4, 0, true);
  private static final LayerInfo FEED = layer("2.linear", 4, 2, 8, false);
  private static final LayerInfo RECURRENT = layer("2.recurrent", 2, 2, 4, true);
  private static final LayerInfo OUT = layer("3.linear", 2, 5, 10, false);

  private static LayerInfo layer(String name, int in, int out, long macs, boolean spiking) {
    return new LayerInfo(name, Shape.of(in), Shape.of(out), 0, macs, spiking, List.of());
  }

  private static final class NoNetwork implements Network {
    @Override
    public List<LayerInfo> layers() {
      return List.of(DENSE, LIF, FEED, RECURRENT, OUT);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of();
    }

    @Override
    public List<Parameter> parameters(LayerInfo layer) {
      return List.of();
    }

    @Override
    public Optional<Convolution> convolution(LayerInfo layer) {
      return Optional.empty();
    }

    @Override
    public Map<String, Tensor> buffers() {
      return Map.of();
    }

    @Override
    public Shape inputShape() {
      return Shape.of(3);
    }

    @Override
    public Shape outputShape() {
      return Shape.of(5);
    }

    @Override
    public int addedSteps() {
      return 0;
    }

    @Override
    public Execution training(int steps, int batch, Credit credit) {
      throw new AssertionError("metrics do not run the network");
    }

    @Override
    public Execution inference(int steps, int batch) {
      throw new AssertionError("metrics do not run the network");
    }

    @Override
    public State newState(int batch) {
      throw new AssertionError("metrics do not run the network");
    }
  }

  private static Observation observation(int[] labels, List<LayerActivity> activity, float... s) {
    var shape = Shape.of(labels.length, 5);
    var scores = Tensor.of(Arena.ofAuto().allocate(shape.size() * 4, 4), shape);
    scores.copyFrom(s);
    var input = Tensor.of(Arena.ofAuto().allocate(4), Shape.of(1));
    return new Observation(input, scores, labels, activity, 2);
  }

  /** Two samples, then one. */
  private static Map<String, Figure> measure(Metric metric) {
    var measurement = metric.begin(new NoNetwork());
    measurement.add(
        observation(
            new int[] {1, 4},
            List.of(
                new LayerActivity(DENSE, 12, 9, false, 16, 16, 36, 48),
                new LayerActivity(LIF, 16, 16, false, 16, 5, 0, 0),
                new LayerActivity(FEED, 16, 5, true, 8, 8, 10, 32),
                new LayerActivity(RECURRENT, 8, 8, false, 8, 2, 2, 16),
                new LayerActivity(OUT, 8, 2, true, 20, 20, 10, 40)),
            new float[] {0, 2, 1, 0, 0, 3, 0, 0, 0, 3}));
    measurement.add(
        observation(
            new int[] {0},
            List.of(
                new LayerActivity(DENSE, 6, 6, false, 8, 8, 24, 24),
                new LayerActivity(LIF, 8, 8, false, 8, 1, 0, 0),
                new LayerActivity(FEED, 8, 1, true, 4, 4, 2, 16),
                new LayerActivity(RECURRENT, 4, 4, false, 4, 1, 2, 8),
                new LayerActivity(OUT, 4, 1, true, 10, 10, 5, 20)),
            new float[] {1, 0, 0, 0, 0}));
    var figures = new LinkedHashMap<String, Figure>();
    measurement.figures().forEach(figure -> figures.put(figure.name(), figure));
    return figures;
  }

  private static void value(double expected, Map<String, Figure> figures, String name) {
    assertEquals(expected, figures.get(name).value(), 1e-9 * Math.abs(expected), name);
  }

  @Test
  void everyComponentIsWellFormed() {
    var reading = ComponentReader.read(new MetricsPlugin().components().types());
    assertEquals(List.of(), reading.problems());
    assertEquals(9, reading.components().size());
  }

  @Test
  void accuracyCountsTheLargestScoreAndOfEqualsTheFirst() {
    value(2.0 / 3, measure(new Accuracy()), "test_accuracy");
  }

  @Test
  void firingRateIsSpikesPerNeuronAndStep() {
    var figures = measure(new FiringRate());
    value(6.0 / 24, figures, "firing_rate/1.lif");
    value(3.0 / 12, figures, "firing_rate/2.recurrent");
    value(9.0 / 36, figures, "firing_rate");
    assertEquals(3, figures.size());
  }

  @Test
  void synapticOperationsAreNonZeroInputsTimesFanOut() {
    var figures = measure(new SynapticOperations());
    value(15 * 4 / 3.0, figures, "synaptic_operations/0.linear");
    value(6 * 2 / 3.0, figures, "synaptic_operations/2.linear");
    value(4 / 3.0, figures, "synaptic_operations/2.recurrent");
    value(3 * 5 / 3.0, figures, "synaptic_operations/3.linear");
    value(15 * 4 / 3.0, figures, "effective_macs");
    value((12 + 4 + 15) / 3.0, figures, "effective_acs");
    value((60 + 12 + 4 + 15) / 3.0, figures, "synaptic_operations");
    value(2 * (12 + 8 + 4 + 10), figures, "dense_operations");
  }

  @Test
  void activationSparsityIsTheShareOfSilentOutputs() {
    var figures = measure(new ActivationSparsity());
    value(18.0 / 24, figures, "activation_sparsity/1.lif");
    value(27.0 / 36, figures, "activation_sparsity");
    assertEquals(3, figures.size());
  }

  @Test
  void energyIsGivenUnderEachAssumptionBesideAnArtificialNetworks() {
    var figures = measure(new Energy());
    double spikes = (12 + 4 + 15) / 3.0;
    double updates = 36 / 3.0;
    value(12 * 4.6e-12 + (4 + 2 + 5) * .9e-12, figures, "energy/papers_45nm");
    value(34 * 4.6e-12, figures, "energy_ann/papers_45nm");
    value(20 * 4.6e-12 + spikes * .9e-12 + updates * 4.6e-12, figures, "energy/horowitz_45nm");
    value((68 + updates) * 4.6e-12, figures, "energy_dense/horowitz_45nm");
    value(34 * 4.6e-12, figures, "energy_ann/horowitz_45nm");
    value((20 + spikes) * 27.1e-12 + updates * 81e-12, figures, "energy/loihi");
    value(68 * 27.1e-12 + updates * 81e-12, figures, "energy_dense/loihi");
    // A device that computes zeros gains nothing from them.
    value(68 * .3e-9 + updates * .3e-9, figures, "energy/gpu");
    value(figures.get("energy/gpu").value(), figures, "energy_dense/gpu");
    // Memories below 8 KiB: 10 pJ an access.
    double arithmetic = figures.get("energy/horowitz_45nm").value();
    double accesses = 3 * (20 + spikes) + 2 * updates;
    value(arithmetic + accesses * 10e-12, figures, "energy/memory_45nm");
    value(34 * 4.6e-12 + (2 * 34 + 13) * 10e-12, figures, "energy_ann/memory_45nm");
    figures.values().forEach(figure -> assertFalse(figure.assumption().isEmpty()));
  }

  @Test
  void atTheBreakEvenRateBothNetworksCostTheSame() {
    var figures = measure(new Energy());
    double spikes = (12 + 4 + 15) / 3.0 * .9;
    value(.25 * (34 - 12 - 20) * 4.6 / spikes, figures, "break_even_rate/horowitz_45nm");
    assertFalse(figures.containsKey("break_even_rate/gpu"), "zeros spare it nothing");
  }

  @Test
  void energiesOfLayersAddUpToTheTotal() {
    var figures = measure(new Energy());
    for (var model : EnergyModel.ALL) {
      for (var name : List.of("energy/" + model.key(), "energy_ann/" + model.key())) {
        double sum =
            figures.values().stream()
                .filter(f -> f.name().startsWith(name + "/"))
                .mapToDouble(Figure::value)
                .sum();
        value(sum, figures, name);
      }
    }
  }

  @Test
  void memoryCostsMoreTheLargerItIs() {
    assertEquals(10e-12, Horowitz.access(100));
    assertEquals(10e-12, Horowitz.access(8 << 10));
    assertEquals(15e-12, Horowitz.access(20 << 10), 1e-18);
    assertEquals(100e-12, Horowitz.access(1 << 20), 1e-18);
    assertEquals(180e-12, Horowitz.access((2 << 20) - (32 << 10)), 1e-18);
  }

  @Test
  void figuresThatTheNetworkDoesNotHaveAreLeftOut() {
    for (var metric : List.of(new FiringRate(), new SynapticOperations(), new Energy())) {
      var measurement = metric.begin(new NoNetwork());
      measurement.add(observation(new int[] {0}, List.of(), 1, 0, 0, 0, 0));
      assertEquals(List.of(), measurement.figures());
    }
  }
}
