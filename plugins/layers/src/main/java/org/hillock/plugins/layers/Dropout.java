package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/**
 * Dropout with one mask a sequence, so that a neuron is silent for the whole of it or not at all.
 */
@Component(
    id = "dropout",
    doc =
        "In training silences each feature of each sample with a probability, for all its time"
            + " steps, and scales the others up; does nothing at inference.",
    cites = {
      "Srivastava, N., Hinton, G., Krizhevsky, A., Sutskever, I., Salakhutdinov, R. (2014)."
          + " Dropout: a simple way to prevent neural networks from overfitting. JMLR 15.",
      "Lee, C., Sarwar, S. S., Panda, P., Srinivasan, G., Roy, K. (2020). Enabling spike-based"
          + " backpropagation for training deep neural network architectures. Frontiers in"
          + " Neuroscience 14. (one mask a sequence)"
    })
public record Dropout(
    @Param(doc = "probability that a feature is silenced", value = "0.5", min = 0, below = 1)
        double p)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return net.dropout(x, p);
  }
}
