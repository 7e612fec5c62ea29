package org.hillock.engine.network;

import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/**
 * A parameter or buffer of a network.
 *
 * @param owner the builder it comes from
 * @param index its position among the network's slots
 * @param learnable whether it is a parameter rather than a buffer
 */
record Slot(
    Graph.Owner owner,
    int index,
    String name,
    Shape shape,
    Initialiser initial,
    boolean learnable,
    double minimum,
    double maximum)
    implements Value {

  @Override
  public boolean isSequence() {
    return false;
  }
}
