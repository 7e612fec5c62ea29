package org.hillock.plugins.layers;

import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** The softmax of the last axis, for each sample and time step by itself. */
@Component(
    id = "softmax",
    doc = "Makes the last axis positive with sum 1, for each sample and time step by itself.")
public record Softmax(
    @Param(doc = "whether the logarithm of that leaves", value = "false") boolean log)
    implements Layer {

  @Override
  public Value define(NetworkBuilder net, Value x) {
    return log ? net.logSoftmax(x) : net.softmax(x);
  }
}
