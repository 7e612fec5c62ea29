package org.hillock.plugins.iir;

import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;
import org.hillock.api.network.Parameter;

/**
 * Copies the synapses of an artificial network into a spiking one, with their batch normalisation
 * folded in: {@code w' = w·scale/√(variance + ε)}, {@code b' = shift - (mean - b)·scale/√(variance
 * + ε)} for each output channel.
 *
 * @param epsilon what the normalisation adds to the variance
 */
record Conversion(double epsilon) {

  /**
   * Refuses networks whose synapses do not pair, as far as that shows before they are built.
   *
   * @throws HillockException with {@code SHAPE_MISMATCH}
   */
  static void requirePairs(List<LayerInfo> artificial, List<LayerInfo> spiking) {
    var from = artificial.stream().filter(Conversion::hasSynapses).toList();
    var to = spiking.stream().filter(Conversion::hasSynapses).toList();
    if (from.size() != to.size()) {
      throw mismatch(
          "ann has %d layers with synapses, the network has %d; both must be of one"
              + " architecture",
          from.size(), to.size());
    }
    for (int i = 0; i < from.size(); i++) {
      requirePair(from.get(i), to.get(i));
    }
  }

  private static boolean hasSynapses(LayerInfo layer) {
    return layer.macs() > 0;
  }

  private static void requirePair(LayerInfo from, LayerInfo to) {
    if (!from.inputShape().equals(to.inputShape())
        || !from.outputShape().equals(to.outputShape())
        || from.macs() != to.macs()) {
      throw mismatch(
          "%s of ann makes %s of %s, %s of the network %s of %s; both must be of one"
              + " architecture",
          from.name(),
          from.outputShape(),
          from.inputShape(),
          to.name(),
          to.outputShape(),
          to.inputShape());
    }
    if (from.parameters() > to.parameters()) {
      throw needsBias(to, from);
    }
  }

  private static HillockException needsBias(LayerInfo to, LayerInfo from) {
    return mismatch(
        "%s of the network needs a bias, to take up the bias or the batch normalisation of %s of"
            + " ann",
        to.name(), from.name());
  }

  /**
   * Converts.
   *
   * @throws HillockException with {@code SHAPE_MISMATCH} if the networks' synapses do not pair
   */
  void convert(Network artificial, Network spiking) {
    requirePairs(artificial.layers(), spiking.layers());
    var from = Synapses.of(artificial);
    var to = Synapses.of(spiking);
    for (int i = 0; i < from.size(); i++) {
      convert(from.get(i), to.get(i));
    }
  }

  private void convert(Synapses from, Synapses to) {
    if (!from.weight().value().shape().equals(to.weight().value().shape())) {
      throw mismatch(
          "%s of ann has weights %s, %s of the network has %s; both must be of one"
              + " architecture",
          from.layer().name(),
          from.weight().value().shape(),
          to.layer().name(),
          to.weight().value().shape());
    }
    if (to.bias().isEmpty() && (from.bias().isPresent() || from.norm().isPresent())) {
      throw needsBias(to.layer(), from.layer());
    }
    int channels = from.weight().value().shape().dim(-1);
    var slopes = new double[channels];
    for (int c = 0; c < channels; c++) {
      slopes[c] = slope(from, c);
    }
    var weights = from.weight().value();
    for (long i = 0, n = weights.size(); i < n; i++) {
      to.weight().value().set(i, (float) (weights.get(i) * slopes[(int) (i % channels)]));
    }
    to.bias().ifPresent(bias -> fold(from, slopes, bias));
  }

  private double slope(Synapses from, int channel) {
    return from.norm().map(norm -> norm.slope(channel, epsilon)).orElse(1.0);
  }

  private static void fold(Synapses from, double[] slopes, Parameter bias) {
    for (int c = 0; c < slopes.length; c++) {
      int channel = c;
      double own = from.bias().map(b -> (double) b.value().get(channel)).orElse(0.0);
      double folded =
          from.norm()
              .map(n -> n.shift().get(channel) - (n.mean().get(channel) - own) * slopes[channel])
              .orElse(own);
      bias.value().set(c, (float) folded);
    }
  }

  private static HillockException mismatch(String message, Object... arguments) {
    return new HillockException(ErrorCode.SHAPE_MISMATCH, message.formatted(arguments));
  }
}
