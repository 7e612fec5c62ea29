package org.hillock.engine.network;

import java.util.Optional;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.Preparation.CarriedBuffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * A carried value of an execution; points to the state of the present call, if it has one. If steps
 * run again, it keeps what the call began with, for kernels write over it.
 */
final class Carried implements CarriedBuffer {

  private final Shape shape;
  private Optional<Tensor> initial = Optional.empty();
  private Optional<Tensor> last = Optional.empty();
  private final Optional<Again> forAgain;
  private boolean begun;
  private boolean wanted;

  private record Again(Buffer entered, Buffer present) {}

  Carried(Shape shape) {
    this.shape = shape;
    forAgain = Optional.empty();
  }

  /** One that can be pointed to what it began with. */
  Carried(Shape shape, Buffer entered, Buffer present) {
    this.shape = shape;
    forAgain = Optional.of(new Again(entered, present));
  }

  Shape shape() {
    return shape;
  }

  void point(Optional<Tensor> from, Optional<Tensor> to) {
    initial = from;
    last = to;
    if (forAgain.isPresent()) {
      begun = from.isPresent();
      wanted = to.isPresent();
      if (begun) {
        forAgain.get().entered().tensor().copyFrom(from.get());
      }
    }
  }

  /** Points to the values of the last call's beginning, once more. */
  void pointAgain() {
    if (wanted) {
      var again = forAgain.orElseThrow();
      var present = again.present().tensor();
      last = Optional.of(present);
      if (begun) {
        present.copyFrom(again.entered().tensor());
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
