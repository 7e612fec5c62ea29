package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.backend.Window;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/**
 * Neurons that inhibit each other: each spike takes {@code strength} from the input of every other
 * neuron one time step later. The connections are fixed. Features {@code [n]}; of images {@code
 * [height][width][channels]} the channels of each place inhibit each other.
 */
@Component(
    id = "lateral-inhibition",
    doc =
        "A population whose neurons inhibit each other one time step later, through fixed"
            + " connections: they compete for the input; in an image those of each place do. It"
            + " contains its neurons: put no neuron after it.",
    cites =
        "Diehl, P. U., Cook, M. (2015). Unsupervised learning of digit recognition using"
            + " spike-timing-dependent plasticity. Frontiers in Computational Neuroscience 9, 99.")
public record LateralInhibition(
    @Param(doc = "the neuron model") NeuronModel neuron,
    @Param(doc = "what a spike takes from every other neuron's input", value = "1", min = 0)
        double strength)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    int rank = x.shape().rank();
    if (rank != 1 && rank != 3) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "takes features on one axis or images [height][width][channels], got %s; put flatten before it"
              .formatted(x.shape()));
    }
    int n = x.shape().dim(-1);
    if (rank == 1) {
      return net.recurrent(x, neuron, net.buffer("inhibition", Shape.of(n, n), others(n)));
    }
    var place = new Window(1, 1, 0, 1);
    var inhibition = net.buffer("inhibition", Shape.of(1, 1, n, n), others(n));
    return net.recurrentConv2d(x, neuron, inhibition, place, place, 1);
  }

  private Initialiser others(int n) {
    return (values, random) -> {
      values.fill((float) -strength);
      for (int i = 0; i < n; i++) {
        values.set((long) i * n + i, 0);
      }
    };
  }
}
