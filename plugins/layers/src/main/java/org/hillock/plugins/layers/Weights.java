package org.hillock.plugins.layers;

import org.hillock.api.network.Initialiser;

/** How weights are drawn before training: uniformly in ±bound. */
public enum Weights {
  /** Bound √(6 / fan-in), for rectified units (He et al. 2015). */
  KAIMING,
  /** Bound √(6 / (fan-in + fan-out)) (Glorot and Bengio 2010). */
  XAVIER,
  /** Bound √(3 / fan-in), which keeps the variance of a linear unit (LeCun et al. 1998). */
  LECUN,
  /** Bound √(1 / fan-in), as PyTorch's linear layer. */
  FAN_IN;

  /** Draws a matrix {@code [fanIn][fanOut]}, its bound multiplied by {@code gain}. */
  Initialiser matrix(int fanIn, int fanOut, double gain) {
    double variance =
        switch (this) {
          case KAIMING -> 6.0 / fanIn;
          case XAVIER -> 6.0 / (fanIn + fanOut);
          case LECUN -> 3.0 / fanIn;
          case FAN_IN -> 1.0 / fanIn;
        };
    return Initialiser.uniform(gain * Math.sqrt(variance));
  }
}
