package org.hillock.engine.network;

import java.util.Optional;
import org.hillock.api.network.Preparation.CarriedBuffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * A carried value of an execution; points to the state of the present call, if it has one. If steps
 * are to run again, a copy is kept of what the call began with, for kernels write over it.
 */
final class Carried implements CarriedBuffer {

  private final Shape shape;
  private Optional<Tensor> initial = Optional.empty();
  private Optional<Tensor> last = Optional.empty();
  private Optional<Again> again = Optional.empty();

  /**
   * What a second run of the same steps works on.
   *
   * @param entered what the call began with
   * @param present what is written instead of the state
   */
  record Again(Tensor entered, Optional<Tensor> present) {}

  Carried(Shape shape) {
    this.shape = shape;
  }

  Shape shape() {
    return shape;
  }

  /** Begins a call of its own, which leaves nothing. */
  void pointNowhere() {
    initial = Optional.empty();
    last = Optional.empty();
    again = Optional.empty();
  }

  /**
   * Begins a call.
   *
   * @param from what it goes on from, if anything
   * @param forAgain if steps are to run again
   */
  void point(Optional<Tensor> from, Optional<Tensor> to, Optional<Again> forAgain) {
    initial = from;
    last = to;
    again = forAgain;
    if (again.isPresent() && from.isPresent()) {
      again.get().entered().copyFrom(from.get());
    }
  }

  /** Points to the values of the last call's beginning, once more. */
  void pointAgain() {
    if (again.isPresent()) {
      last = again.get().present();
      if (initial.isPresent()) {
        last.get().copyFrom(again.get().entered());
        initial = last;
      }
    }
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
