package org.hillock.engine.network;

import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Window;
import org.hillock.api.backend.Windows;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/** Checks that features are images that windows fit on. */
final class Images {

  private Images() {}

  static Windows windows(Shape features, Window rows, Window columns) {
    if (features.rank() != 3) {
      throw Errors.mismatch(
          "takes images [height][width][channels], got %s; reshape the input", features);
    }
    fits("high", features.dim(0), rows);
    fits("wide", features.dim(1), columns);
    return new Windows(features.dim(0), features.dim(1), features.dim(2), rows, columns);
  }

  private static void fits(String how, int extent, Window window) {
    if (window.count(extent) < 1) {
      throw Errors.mismatch(
          "a window of %d with padding %d and dilation %d does not fit on images %d %s",
          window.size(), window.padding(), window.dilation(), extent, how);
    }
  }

  static Windows withoutEmptyWindow(Windows windows) {
    for (var window : new Window[] {windows.rows(), windows.columns()}) {
      if (window.dilation() != 1 || window.padding() >= window.size()) {
        throw Errors.mismatch(
            "the largest element needs windows without dilation, larger than the padding; got size"
                + " %d, padding %d and dilation %d",
            window.size(), window.padding(), window.dilation());
      }
    }
    return windows;
  }

  static Windows keepingSize(Windows windows) {
    if (windows.outHeight() != windows.height() || windows.outWidth() != windows.width()) {
      throw Errors.mismatch(
          "recurrent synapses keep the size of images: of %d×%d they make %d×%d; use stride 1 and"
              + " half the kernel less one as padding",
          windows.height(), windows.width(), windows.outHeight(), windows.outWidth());
    }
    return windows;
  }

  static Convolution convolution(Windows windows, Shape weight, int groups) {
    int channels = windows.channels();
    int out = weight.rank() == 4 ? weight.dim(3) : 0;
    if (groups < 1 || channels % groups != 0 || out % groups != 0) {
      throw Errors.mismatch(
          "the number of groups must divide the channels that arrive and leave; %d groups, %d"
              + " channels, weight %s",
          groups, channels, weight);
    }
    var expected =
        Shape.of(
            windows.rows().size(), windows.columns().size(), channels / groups, Math.max(out, 1));
    if (!weight.equals(expected)) {
      throw Errors.mismatch("takes a weight of shape %s, got %s", expected, weight);
    }
    return new Convolution(windows, out, groups);
  }

  /** A bias of that many channels. */
  static Value bias(Value bias, int channels) {
    if (!bias.shape().equals(Shape.of(channels))) {
      throw Errors.mismatch("takes a bias of shape %d, got %s", channels, bias.shape());
    }
    return bias;
  }
}
