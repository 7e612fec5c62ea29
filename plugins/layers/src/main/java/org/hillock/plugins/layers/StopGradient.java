package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** Lets values through and stops the gradient. */
@Component(
    id = "stop-gradient",
    doc = "Lets values through and stops the gradient: what lies before it does not learn by it.")
public record StopGradient() implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return net.stopGradient(x);
  }
}
