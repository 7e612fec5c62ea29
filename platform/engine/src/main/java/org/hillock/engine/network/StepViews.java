package org.hillock.engine.network;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Tensor;

/** The single time steps of a sequence, as views that are made once. */
final class StepViews {

  private final Buffer sequence;
  private Optional<Tensor> seen = Optional.empty();
  private Tensor[] steps = {};

  /**
   * @param sequence {@code [T]…}
   */
  StepViews(Buffer sequence) {
    this.sequence = sequence;
  }

  Tensor at(int t) {
    var tensor = sequence.tensor();
    if (seen.isEmpty() || seen.get() != tensor) {
      seen = Optional.of(tensor);
      steps = new Tensor[tensor.shape().dim(0)];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = tensor.at(i);
      }
    }
    // A sequence of one step serves every step: its values are not kept.
    return steps[steps.length == 1 ? 0 : t];
  }

  /** Rows of one time step, which can be moved. */
  static final class Rows extends AbstractList<Tensor> implements RandomAccess {

    private final StepViews[] rows;
    private int step;

    Rows(List<StepViews> rows) {
      this.rows = rows.toArray(StepViews[]::new);
    }

    Rows moveTo(int t) {
      step = t;
      return this;
    }

    @Override
    public Tensor get(int index) {
      return rows[index].at(step);
    }

    @Override
    public int size() {
      return rows.length;
    }
  }
}
