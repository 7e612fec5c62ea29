package org.hillock.engine.network;

import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;

/**
 * A sequence over time and batch: the network's input, or what a step of the graph computes,
 * perhaps seen under another shape.
 */
final class Sequence implements Value {

  /** The producer of the network's input. */
  static final int INPUT = -1;

  private final Graph.Owner owner;
  private final int producer;
  private final Shape shape;
  private final int addedSteps;

  Sequence(Graph.Owner owner, int producer, Shape shape, int addedSteps) {
    this.owner = owner;
    this.producer = producer;
    this.shape = shape;
    this.addedSteps = addedSteps;
  }

  /** The same elements under another shape. */
  Sequence viewedAs(Shape other) {
    return new Sequence(owner, producer, other, addedSteps);
  }

  /** The step that computes it; {@link #INPUT} for the network's input. */
  int producer() {
    return producer;
  }

  /** How many time steps it has more than the network's input. */
  int addedSteps() {
    return addedSteps;
  }

  boolean belongsTo(Graph.Owner builder) {
    return owner == builder;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public boolean isSequence() {
    return true;
  }
}
