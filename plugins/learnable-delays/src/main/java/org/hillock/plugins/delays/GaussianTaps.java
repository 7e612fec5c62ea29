package org.hillock.plugins.delays;

import java.util.Optional;
import java.util.stream.Stream;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Tensor;

/**
 * Each synapse spread as a Gaussian around its position that sums to 1 within the window: {@code
 * g_k = e_k / (Σ e + 1e-7)}, {@code e_k = exp(-((k - c)/s)²/2)}, {@code c = p + window/2}, {@code s
 * = |sigma| + 0.27}, as in the authors' package of dilated convolutions with learnable spacings.
 * Sigma is read at each call, so that training may shrink it.
 */
final class GaussianTaps implements Taps {

  private static final double NARROWEST = 0.27;

  private final DelayWindow window;
  private final Device device;
  private final Buffer sigma;
  private final GaussianBlock[] blocks;

  /**
   * @param sigma {@code [1]}
   */
  GaussianTaps(DelayWindow window, Device device, Buffer sigma) {
    this.window = window;
    this.device = device;
    this.sigma = sigma;
    blocks =
        Stream.generate(() -> new GaussianBlock(window))
            .limit(device.threads())
            .toArray(GaussianBlock[]::new);
  }

  @Override
  public void fill(Tensor weights, Tensor positions, Tensor taps) {
    double width = width();
    share(taps, (block, at) -> block.fill(width, at, weights, positions, taps));
  }

  @Override
  public boolean delays(Tensor positions, Tensor delays) {
    return false;
  }

  @Override
  public void differentiate(
      Tensor weights,
      Tensor positions,
      Tensor gradient,
      Optional<Tensor> ofWeights,
      Optional<Tensor> ofPositions) {
    double width = width();
    share(
        gradient,
        (block, at) ->
            block.differentiate(width, at, weights, positions, gradient, ofWeights, ofPositions));
  }

  private double width() {
    return Math.abs(sigma.tensor().get(0)) + NARROWEST;
  }

  @FunctionalInterface
  private interface Work {
    void at(GaussianBlock block, long pair);
  }

  /** All pairs of an input and an output, in blocks. */
  private void share(Tensor taps, Work work) {
    long pairs = taps.size() / window.size();
    long count = (pairs + GaussianBlock.PAIRS - 1) / GaussianBlock.PAIRS;
    device.parallel(
        blocks.length,
        part -> {
          for (long i = part; i < count; i += blocks.length) {
            work.at(blocks[part], i * GaussianBlock.PAIRS);
          }
        });
  }
}
