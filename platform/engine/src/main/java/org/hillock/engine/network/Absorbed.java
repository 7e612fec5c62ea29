package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;

/** What a later step computes along with its own. */
record Absorbed(String name, Shape features) implements Operation {

  @Override
  public Shape shape(List<Shape> inputs) {
    return features;
  }

  @Override
  public Kernel prepare(Preparation at) {
    return Idle.KERNEL;
  }
}
