package org.hillock.engine.network;

import java.util.Optional;
import org.hillock.api.network.Preparation.CarriedBuffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** A carried value of an execution; points to the state of the present call, if it has one. */
final class Carried implements CarriedBuffer {

  private final Shape shape;
  private Optional<Tensor> initial = Optional.empty();
  private Optional<Tensor> last = Optional.empty();

  Carried(Shape shape) {
    this.shape = shape;
  }

  Shape shape() {
    return shape;
  }

  void point(Optional<Tensor> from, Optional<Tensor> to) {
    initial = from;
    last = to;
  }

  @Override
  public Optional<Tensor> initial() {
    return initial;
  }

  @Override
  public Optional<Tensor> last() {
    return last;
  }
}
