package org.hillock.plugins.iir;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.network.Networks;
import org.junit.jupiter.api.Test;

/** The networks have as many weights, operations and neurons as those of the papers. */
class NetworkCountsTest {

  private static final Shape CIFAR = Shape.of(32, 32, 3);
  private static final Shape IMAGE_NET = Shape.of(224, 224, 3);

  private static List<LayerInfo> layers(Layer network, Shape image) {
    return Networks.outline(List.of(network), image).layers();
  }

  private static long macs(List<LayerInfo> layers) {
    return layers.stream().mapToLong(LayerInfo::macs).sum();
  }

  /** Of an artificial network, whose synapses have no bias. */
  private static long weights(List<LayerInfo> layers) {
    return layers.stream().filter(l -> l.macs() > 0).mapToLong(LayerInfo::parameters).sum();
  }

  private static void assertVgg16(int classes, boolean imageNet, long weights, long macs) {
    var image = imageNet ? IMAGE_NET : CIFAR;
    var artificial = layers(Nets.vgg16(classes, imageNet, Nets.RECTIFIED), image);
    assertEquals(weights, weights(artificial));
    assertEquals(macs, macs(artificial));
    var spiking = layers(Nets.vgg16(classes, imageNet, Nets.SPIKING), image);
    assertEquals(macs, macs(spiking));
    assertEquals(
        weights + 4_224 + 15 + 15, spiking.stream().mapToLong(LayerInfo::parameters).sum());
  }

  @Test
  void vgg16IsAsLargeAsThePaperSays() {
    assertVgg16(10, false, 39_917_248, 338_403_328);
    assertVgg16(100, false, 40_285_888, 338_771_968);
    assertVgg16(1000, true, 138_344_128, 15_470_264_320L);
  }

  @Test
  void vgg16HasTheNeuronsOfThePaper() {
    var spiking = layers(Nets.vgg16(10, false, Nets.SPIKING), CIFAR);
    var populations = spiking.stream().filter(LayerInfo::spiking).toList();
    assertEquals(15, populations.size());
    assertEquals(284_672, populations.stream().mapToLong(l -> l.outputShape().size()).sum());
  }

  private static long vgg(int depth, int... hidden) {
    var dense = Arrays.stream(hidden).boxed().toList();
    var net = new Vgg(depth, 10, 1, dense, false, true, .2, Nets.RECTIFIED);
    return weights(layers(net, CIFAR));
  }

  /** Convolutions 9·Σ in·out, then dense layers from 8·8·128 and from 2·2·512 features. */
  @Test
  void shallowerOnesFollowThePlansOfTheCode() {
    long dense = 4096L * 4096 + 4096 * 10;
    long five = 9 * (3 * 64 + 64 * 128 + 128 * 128);
    assertEquals(five + 8L * 8 * 128 * 4096 + dense, vgg(5, 4096, 4096));
    long nine = 9L * (3 * 64 + 64 * 128 + 128 * 256 + 256 * 256 + 256 * 512 + 2 * 512 * 512);
    assertEquals(nine + 2048L * 4096 + dense, vgg(9, 4096, 4096));
    long eleven = 9L * (3 * 64 + 64 * 128 + 128 * 256 + 256 * 512 + 4 * 512 * 512);
    assertEquals(eleven + 2048L * 4096 + dense, vgg(11, 4096, 4096));
  }

  private static Layer diet(Optional<NeuronModel> neuron) {
    return new DietResNet(10, List.of(2, 2, 2, 2), 64, true, .2, neuron);
  }

  @Test
  void theAuthorsResNet20HasThreeConvolutionsAndEightBlocks() {
    long stem = 9 * (3 * 64 + 2 * 64 * 64);
    long first = 9 * 4 * 64 * 64;
    long later = 0;
    for (long in = 64; in < 512; in *= 2) {
      later += 9 * (in * 2 * in + 3 * 4 * in * in) + 2 * in * in;
    }
    var artificial = layers(diet(Nets.RECTIFIED), CIFAR);
    assertEquals(stem + first + later + 2 * 2 * 512 * 10, weights(artificial));
    var spiking = layers(diet(Nets.SPIKING), CIFAR);
    assertEquals(macs(artificial), macs(spiking));
    assertEquals(3 + 2 * 8, spiking.stream().filter(LayerInfo::spiking).count());
  }

  /** 268,336 weights of convolutions and readout, and two shortcuts of 1×1. */
  @Test
  void theStandardResNet20IsThatOfHe() {
    var net = new CifarResNet(20, 10, 16, true, 0, Nets.RECTIFIED);
    assertEquals(268_336 + 16 * 32 + 32 * 64, weights(layers(net, CIFAR)));
    var spiking = layers(new CifarResNet(20, 10, 16, true, 0, Nets.SPIKING), CIFAR);
    assertEquals(19, spiking.stream().filter(LayerInfo::spiking).count());
  }
}
