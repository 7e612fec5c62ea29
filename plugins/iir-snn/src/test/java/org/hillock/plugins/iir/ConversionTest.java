package org.hillock.plugins.iir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Batch;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.StaticNetwork;
import org.hillock.engine.reference.ReferenceBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From an artificial network to a spiking one. */
class ConversionTest {

  private static final Shape IMAGE = Shape.of(8, 8, 2);
  private static final int CLASSES = 3;
  private static final int BATCH = 6;

  private final Memory memory = Memory.open();
  private final Device device = new ReferenceBackend().open(1);
  private final List<StaticNetwork> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(StaticNetwork::close);
    device.close();
    memory.close();
  }

  private Network network(Layer layer, int seed) {
    var built = Networks.build(List.of(layer), IMAGE, device, memory, RandomStream.of(seed));
    open.add(built);
    return built;
  }

  /** A network whose batch norms, parameters and running statistics are none that do nothing. */
  private Network artificial() {
    var network = network(Nets.small(CLASSES, 0, Nets.RECTIFIED), 1);
    network.parameters().stream()
        .filter(p -> p.value().shape().rank() == 1)
        .forEach(p -> fill(p.value(), p.name(), .5, 1.5));
    network.buffers().forEach((name, values) -> fill(values, name, .1, .4));
    return network;
  }

  private static void fill(Tensor values, String name, double from, double to) {
    for (long i = 0; i < values.size(); i++) {
      values.set(i, (float) RandomStream.of(3).named(name).uniform(i, from, to));
    }
  }

  private static LayerInfo named(Network network, String part) {
    return network.layers().stream().filter(l -> l.name().contains(part)).findFirst().orElseThrow();
  }

  private record Images() implements Batch {
    @Override
    public int size() {
      return BATCH;
    }

    @Override
    public int steps() {
      return 1;
    }

    @Override
    public void encodeInto(Tensor input) {
      for (long i = 0; i < input.size(); i++) {
        long one = i % (BATCH * IMAGE.size());
        input.set(i, (float) RandomStream.of(8).gaussian(one));
      }
    }

    @Override
    public int[] labels() {
      return new int[BATCH];
    }
  }

  @Test
  void currentsOfTheSpikingNetworkAreTheNormalisedOnesOfTheArtificial() {
    var from = artificial();
    var to = network(Nets.small(CLASSES, 0, Nets.SPIKING), 2);
    new Conversion(1e-5).convert(from, to);
    var inferred = from.inference(1, BATCH);
    new Images().encodeInto(inferred.input());
    inferred.forward();
    var rectified = inferred.layerInput(named(from, "group1.conv0.conv2d"));
    var b = to.inference(1, BATCH);
    new Images().encodeInto(b.input());
    b.forward();
    var currents = b.layerOutput(named(to, "group0.conv0.conv2d")).toArray();
    assertArrayEquals(pooled(currents, 8), rectified.toArray(), 1e-5f);
  }

  /** The mean of each two by two rectified currents. */
  private static float[] pooled(float[] currents, int channels) {
    int side = IMAGE.dim(0);
    var means = new float[currents.length / 4];
    for (int i = 0; i < currents.length; i++) {
      int c = i % channels;
      int column = i / channels % side;
      int row = i / channels / side % side;
      int image = i / channels / side / side;
      int at = ((image * side / 2 + row / 2) * side / 2 + column / 2) * channels + c;
      means[at] += Math.max(0, currents[i]) / 4;
    }
    return means;
  }

  @Test
  void thresholdsAreThePercentilesOfCurrentsWhileEarlierLayersSpike() {
    var from = artificial();
    var to = network(Nets.small(CLASSES, 0, Nets.SPIKING), 2);
    new Conversion(1e-5).convert(from, to);
    int steps = 4;
    var log = new ArrayList<String>();
    new ThresholdSearch(steps, 90, 0.5, Integer.MAX_VALUE, BATCH - 2)
        .run(to, new Images(), log::add);
    assertEquals(4, log.size(), () -> "" + log);
    // With all thresholds in place, the whole sequence at once shows the same currents again.
    var whole = to.inference(steps, BATCH);
    new Images().encodeInto(whole.input());
    whole.forward();
    var synapses = to.layers().stream().filter(l -> l.macs() > 0).toList();
    var neurons = to.layers().stream().filter(LayerInfo::spiking).toList();
    for (int i = 0; i < neurons.size(); i++) {
      var currents = whole.layerOutput(synapses.get(i));
      double largest = 0;
      for (int t = 0; t < steps; t++) {
        var percentile = new Percentile(90);
        percentile.count(currents.at(t));
        percentile.countAgain(currents.at(t));
        largest = Math.max(largest, percentile.value());
      }
      var found = ThresholdSearch.threshold(to, neurons.get(i)).orElseThrow();
      assertEquals(largest * 0.5, found.value().get(0), 1e-6, log.get(i));
      assertTrue(largest > 0);
    }
  }

  @Test
  void thresholdsThatAreNotSearchedAndThoseBehindSumsStay() {
    var net = network(new CifarResNet(8, CLASSES, 2, true, 0, Nets.SPIKING), 4);
    assertEquals(5, kept(net, 2));
    assertEquals(3, kept(net, Integer.MAX_VALUE));
  }

  private static long kept(Network net, int searched) {
    var log = new ArrayList<String>();
    new ThresholdSearch(2, 90, 1, searched, BATCH).run(net, new Images(), log::add);
    assertEquals(7, log.size(), () -> "" + log);
    return log.stream().filter(line -> line.endsWith("0.4, as before")).count();
  }

  @Test
  void networksOfOtherArchitectureAreRefusedByName() {
    var spiking = network(Nets.small(CLASSES + 1, 0, Nets.SPIKING), 2);
    var e =
        assertThrows(
            HillockException.class, () -> new Conversion(1e-5).convert(artificial(), spiking));
    assertEquals(ErrorCode.SHAPE_MISMATCH, e.code());
    assertTrue(e.getMessage().contains("output"), e.getMessage());
  }
}
