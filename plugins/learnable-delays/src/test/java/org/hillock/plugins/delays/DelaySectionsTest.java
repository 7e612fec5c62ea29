package org.hillock.plugins.delays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Parameter;
import org.hillock.api.random.RandomStream;
import org.hillock.api.result.Exhibit;
import org.hillock.api.result.Section;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Activations;
import org.hillock.engine.network.NetworkInput;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.Wired;
import org.hillock.engine.reference.ReferenceBackend;
import org.hillock.plugins.delays.DelayedLinear.Padding;
import org.hillock.plugins.neurons.LeakyIntegrator;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report shows of delays. */
class DelaySectionsTest {

  @TempDir private Path folder;

  private static Tensor tensor(Tensor zeros, double... values) {
    for (int i = 0; i < values.length; i++) {
      zeros.set(i, (float) values[i]);
    }
    return zeros;
  }

  /** Two inputs, of which the first spikes at step 0 and the second at steps 3 and 5 of 6. */
  private static Tensor input() {
    return tensor(Tensors.zeros(6, 1, 2), 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1);
  }

  /** Two outputs, in a window of 5: the delays of the second are 3 and 0 steps. */
  private static LearnedDelays layer(Tensor positions) {
    var position = new Parameter("0.position", positions, positions, -2, 2);
    var weight = tensor(Tensors.zeros(1, 2, 2), 1, 2, 1, 3);
    return new LearnedDelays("0", weight, position, Tensors.zeros(1));
  }

  @Test
  void spikesThatArriveTogetherAreShownTogether() {
    var layer = layer(tensor(Tensors.zeros(1, 2, 2), 2, -1.2, 2, 1.7));
    var arrivals = Arrivals.strongest(layer, input(), 0);
    assertEquals(1, arrivals.neuron());
    assertArrayEquals(new double[] {0, 3, 5}, arrivals.sent().x());
    assertArrayEquals(new double[] {0, 1, 1}, arrivals.sent().y());
    assertArrayEquals(new double[] {3, 3, 5}, arrivals.arriving().x());
    assertArrayEquals(new double[] {2, 0, 0, 3, 0, 3}, arrivals.current("", false).y());
    assertArrayEquals(new double[] {0, 0, 0, 5, 0, 3}, arrivals.current("", true).y());
  }

  @Test
  void spikesThatReturnTakeAStepBesideTheirDelays() {
    var layer = layer(tensor(Tensors.zeros(1, 2, 2), 2, -1.2, 2, 1.7));
    var arrivals = Arrivals.strongest(layer, input(), 1);
    assertArrayEquals(new double[] {0, 3, 5}, arrivals.sent().x());
    assertArrayEquals(new double[] {4, 4}, arrivals.arriving().x());
    assertArrayEquals(new double[] {0, 2, 0, 0, 3, 0}, arrivals.current("", false).y());
    assertArrayEquals(new double[] {0, 0, 0, 0, 5, 0}, arrivals.current("", true).y());
  }

  @Test
  void delaysInCommonAreThoseOfEachSynapse() {
    var dendritic = layer(tensor(Tensors.zeros(1, 1, 2), 2, -1));
    assertArrayEquals(
        new double[] {0, 0, 0, 2, 0, 0},
        new Arrivals(dendritic, input(), 0, 1).current("", true).y());
    var axonal = layer(tensor(Tensors.zeros(1, 2, 1), -1, 2));
    assertArrayEquals(
        new double[] {0, 0, 0, 5, 0, 3}, new Arrivals(axonal, input(), 0, 1).current("", true).y());
  }

  private static float[] entering(NetworkInput input, Layer before) {
    var delayed = new DelayedLinear(2, 3, 1, .23, true, Sharing.SYNAPTIC, Padding.LEFT);
    try (var memory = Memory.open();
        var device = new ReferenceBackend().open(1);
        var network =
            Networks.build(
                List.of(before, delayed),
                input,
                device,
                memory,
                RandomStream.of(3),
                Activations.KEPT,
                line -> {})) {
      var sample = network.inference(2, 1);
      for (int i = 0; i < sample.input().size(); i++) {
        sample.input().set(i, i);
      }
      sample.forward();
      var x = DelayedSpikes.entering(network, sample, "1").orElseThrow();
      assertEquals(3, x.shape().rank());
      return x.toArray();
    }
  }

  @Test
  void spikesShownAreThoseThatEnterTheSynapses() {
    Layer flat = (net, x) -> net.reshape(x, Shape.of(4));
    var parts =
        List.of(
            new NetworkInput.Part("sound", Shape.of(1)),
            new NetworkInput.Part("image", Shape.of(2, 2)));
    var part = new Wired(flat, List.of(Wired.Source.part("image")));
    assertArrayEquals(new float[] {1, 2, 3, 4, 6, 7, 8, 9}, entering(NetworkInput.of(parts), part));
    Layer twice = (net, x) -> net.reshape(net.add(x, x), Shape.of(4));
    assertArrayEquals(
        new float[] {0, 2, 4, 6, 8, 10, 12, 14}, entering(NetworkInput.of(Shape.of(2, 2)), twice));
  }

  @Test
  void reportsShowDelaysBeforeAndAfterTrainingAndWhatTheyDoToSpikes() {
    var network =
        Order.network(
            new DelayedLinear(16, 11, 1, .23, true, Sharing.SYNAPTIC, Padding.LEFT),
            new DelayedLinear(2, 3, 1, .23, true, Sharing.AXONAL, Padding.LEFT));
    var run =
        Order.run(
            network,
            DelayTrainerTest.trainer(Optional.empty()),
            List.of(new DelayHistogram(), new DelayedSpikes()),
            folder,
            Optional.empty(),
            new Order.Last(),
            () -> false);
    assertEquals(
        List.of("Delays", "Spikes and their delays"),
        run.sections().stream().map(Section::title).toList());
    var histograms = run.sections().getFirst().exhibits();
    assertEquals(2, histograms.size());
    var synaptic = (Exhibit.Chart) histograms.getFirst();
    for (var series : synaptic.series()) {
      assertEquals(11, series.x().length);
      assertEquals(32, Arrays.stream(series.y()).sum());
    }
    assertFalse(Arrays.equals(synaptic.series().getFirst().y(), synaptic.series().getLast().y()));
    // The data, and the spikes of the hidden population.
    assertEquals(6, run.sections().getLast().exhibits().size());
  }

  @Test
  void reportsShowWhatReturnsToANeuronOfARecurrentLayer() {
    var network =
        List.of(
            new DelayedLinear(16, 11, 1, .23, true, Sharing.SYNAPTIC, Padding.LEFT),
            new DelayedRecurrent(Order.lif(), 5, 1, .23, true, Sharing.SYNAPTIC, 1),
            new DelayedLinear(2, 3, 1, .23, true, Sharing.SYNAPTIC, Padding.LEFT),
            (Layer) (net, x) -> net.neuron(x, new LeakyIntegrator(1.005, false)));
    var run =
        Order.run(
            network,
            DelayTrainerTest.trainer(Optional.empty()),
            List.of(new DelayedSpikes()),
            folder,
            Optional.empty(),
            new Order.Last(),
            () -> false);
    var charts = run.sections().getLast().exhibits().stream().map(e -> (Exhibit.Chart) e).toList();
    assertEquals(9, charts.size());
    assertTrue(charts.get(3).caption().startsWith("layer 1, neuron"), charts.get(3).caption());
    var sent = charts.get(3).series().getFirst();
    var entered = charts.get(6).series().getFirst();
    assertTrue(sent.x().length > 0);
    // What the population sends itself is what it sends on.
    assertArrayEquals(entered.x(), sent.x());
    assertArrayEquals(entered.y(), sent.y());
  }
}
