package org.hillock.plugins.trainers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Execution;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;
import org.hillock.api.network.Parameter;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** The plastic synapses before one spiking layer. */
final class Plasticity {

  private final Stdp rule;
  private final Device device;
  private final Function<Shape, Tensor> memory;
  private final LayerInfo synapses;
  private final LayerInfo neurons;
  private final Tensor weight;
  private final Optional<Tensor> bias;
  private final Optional<Convolution> convolution;
  private final int in;
  private final int out;

  /** At how many places of the output each weight serves. */
  private final int places;

  private final Tensor potentiation;
  private final Tensor depression;
  private final Map<Integer, Traces> traces = new HashMap<>();
  private double rate;

  private Plasticity(
      Stdp rule,
      Network network,
      Device device,
      Function<Shape, Tensor> memory,
      LayerInfo synapses,
      LayerInfo neurons) {
    this.rule = rule;
    this.device = device;
    this.memory = memory;
    this.synapses = synapses;
    this.neurons = neurons;
    var parameters = network.parameters(synapses);
    weight = parameters.getFirst().value();
    bias = parameters.stream().skip(1).map(Parameter::value).findFirst();
    convolution = network.convolution(synapses);
    out = weight.shape().dim(-1);
    in = Math.toIntExact(weight.size() / out);
    places = Math.toIntExact(neurons.outputShape().size() / out);
    potentiation = memory.apply(weight.shape());
    depression = memory.apply(weight.shape());
    if (rule.homeostasis() > 0 && bias.isEmpty()) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "homeostasis moves biases, but %s has none; set bias: true there, or homeostasis: 0"
              .formatted(synapses.name()));
    }
  }

  /** The plastic synapses of a network. */
  static List<Plasticity> of(
      Stdp rule, Network network, Device device, Function<Shape, Tensor> memory) {
    var layers = network.layers();
    var found = new ArrayList<Plasticity>();
    for (int i = 1; i < layers.size(); i++) {
      var before = layers.get(i - 1);
      boolean plastic = isDense(network, before) || network.convolution(before).isPresent();
      if (layers.get(i).spiking() && plastic) {
        found.add(new Plasticity(rule, network, device, memory, before, layers.get(i)));
      }
    }
    if (found.isEmpty()) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "stdp finds no synapses to learn: a linear or conv2d layer straight before a spiking"
              + " one");
    }
    return found;
  }

  private static boolean isDense(Network network, LayerInfo layer) {
    var parameters = network.parameters(layer);
    return !layer.spiking()
        && !parameters.isEmpty()
        && parameters.getFirst().value().shape().rank() == 2
        && parameters.getFirst().value().shape().size() == layer.macs();
  }

  /** The parameters behind the last spiking layer. */
  static List<Parameter> readout(Network network) {
    var layers = network.layers();
    int last = -1;
    for (int i = 0; i < layers.size(); i++) {
      last = layers.get(i).spiking() ? i : last;
    }
    return layers.subList(last + 1, layers.size()).stream()
        .flatMap(layer -> network.parameters(layer).stream())
        .toList();
  }

  /** Makes the weights ready before the first update. */
  void begin() {
    for (long i = 0, n = weight.size(); i < n; i++) {
      weight.set(i, (float) Math.min(rule.wMax(), Math.abs(weight.get(i))));
    }
    rule.normalise().ifPresent(this::normalise);
  }

  /** Spikes a neuron and step in the last batch. */
  double rate() {
    return rate;
  }

  /**
   * Changes the weights by what pre- and postsynaptic spikes did.
   *
   * @param reward of each sample
   * @return the mean absolute change of a weight
   */
  double learn(Execution execution, double[] reward) {
    var post = execution.layerOutput(neurons);
    int rows = post.shape().dim(0) * execution.batch();
    double change = rule.plasticity() ? change(execution, post, rows, reward) : 0;
    regulate(post, rows * places);
    return change;
  }

  private double change(Execution execution, Tensor post, int rows, double[] reward) {
    var pre = execution.layerInput(synapses);
    var present =
        traces.computeIfAbsent(
            rows,
            r ->
                new Traces(
                    memory,
                    rule,
                    post.shape().dim(0),
                    execution.batch(),
                    Math.toIntExact(synapses.inputShape().size()),
                    out * places));
    present.follow(pre, post, reward);
    pair(present.before(), present.fired(), rows, potentiation);
    pair(present.arrived(), present.after(), rows, depression);
    double change = change(1.0 / execution.batch() / places);
    rule.normalise().ifPresent(this::normalise);
    return change;
  }

  /** The product of what both sides of each weight did, summed over all rows and places. */
  private void pair(Tensor pre, Tensor post, int rows, Tensor to) {
    if (convolution.isPresent()) {
      device.convolveWeightGradient(convolution.get(), pre, post, to);
    } else {
      device.gemm(true, false, in, out, rows, pre, post, to, false);
    }
  }

  private double change(double scale) {
    boolean soft = rule.bounds() == Stdp.Bounds.SOFT;
    double sum = 0;
    for (long i = 0, n = weight.size(); i < n; i++) {
      double w = weight.get(i);
      double up = potentiation.get(i) * (soft ? rule.wMax() - w : 1);
      double down = depression.get(i) * (soft ? w : 1);
      double next = Math.clamp(w + scale * (up - down), 0, rule.wMax());
      sum += Math.abs(next - w);
      weight.set(i, (float) next);
    }
    return sum / weight.size();
  }

  private void normalise(double total) {
    for (int j = 0; j < out; j++) {
      double sum = 0;
      for (int i = 0; i < in; i++) {
        sum += weight.get((long) i * out + j);
      }
      double factor = sum > 0 ? total / sum : 1;
      for (int i = 0; i < in; i++) {
        long at = (long) i * out + j;
        weight.set(at, (float) Math.min(rule.wMax(), weight.get(at) * factor));
      }
    }
  }

  private void regulate(Tensor post, int rows) {
    double all = 0;
    for (int j = 0; j < out; j++) {
      double sum = 0;
      for (long row = 0; row < rows; row++) {
        sum += post.get(row * out + j);
      }
      all += sum;
      if (rule.homeostasis() > 0) {
        var biases = bias.orElseThrow();
        double moved = rule.homeostasis() * (rule.targetRate() - sum / rows);
        biases.set(j, (float) (biases.get(j) + moved));
      }
    }
    rate = all / rows / out;
  }
}
