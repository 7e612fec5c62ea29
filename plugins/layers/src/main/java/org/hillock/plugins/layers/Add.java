package org.hillock.plugins.layers;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.network.Merge;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.Value;

/** The sum of several inputs of equal shape. */
@Component(
    id = "add",
    doc =
        "Adds several inputs of equal shape. Spikes that are added are not binary any more; put a"
            + " neuron after it to avoid that.")
public record Add() implements Merge {

  @Override
  public Value define(NetworkBuilder net, List<Value> inputs) {
    return Merging.alike(inputs).stream().reduce(net::add).orElseThrow();
  }
}
