package org.hillock.plugins.layers;

import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Window;
import org.hillock.api.backend.Windows;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/** The learnable part of a convolution. */
record Synapses(int out, int groups, boolean bias, Weights weights, double gain) {

  Value define(NetworkBuilder net, Value x, Window rows, Window columns) {
    int channels = divided(x);
    int taps = rows.size() * columns.size();
    var drawn = weights.matrix(taps * channels / groups, taps * out / groups, gain);
    var shape = Shape.of(rows.size(), columns.size(), channels / groups, out);
    var weight = net.parameter("weight", shape, drawn);
    return net.conv2d(x, weight, bias(net), rows, columns, groups);
  }

  Value transposed(NetworkBuilder net, Value x, TransposedAxis rows, TransposedAxis columns) {
    int channels = divided(x);
    int height = rows.enlarged(x.shape().dim(0));
    int width = columns.enlarged(x.shape().dim(1));
    var windows = new Windows(height, width, out, rows.window(), columns.window());
    var drawn =
        weights.matrix(windows.taps() * channels / groups, windows.taps() * out / groups, gain);
    var shape = Shape.of(rows.kernel(), columns.kernel(), out / groups, channels);
    var weight = net.parameter("weight", shape, drawn);
    return net.transposedConv2d(x, weight, bias(net), new Convolution(windows, channels, groups));
  }

  private int divided(Value x) {
    int channels = x.shape().dim(2);
    if (channels % groups != 0 || out % groups != 0) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "%d groups do not divide %d channels that arrive and %d that leave"
              .formatted(groups, channels, out));
    }
    return channels;
  }

  private Optional<Value> bias(NetworkBuilder net) {
    return bias
        ? Optional.of(net.parameter("bias", Shape.of(out), Initialiser.constant(0)))
        : Optional.empty();
  }
}
