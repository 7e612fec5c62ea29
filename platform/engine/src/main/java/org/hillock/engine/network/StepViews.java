package org.hillock.engine.network;

import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Tensor;

/** Parts of a sequence, one for each of its time steps, as views that are made once. */
final class StepViews {

  private final Buffer sequence;
  private final Part part;
  private Optional<Tensor> seen = Optional.empty();
  private Tensor[] steps = {};

  /** The part of a sequence for one of its steps. */
  @FunctionalInterface
  interface Part {
    Tensor of(Tensor sequence, int t);
  }

  StepViews(Buffer sequence, Part part) {
    this.sequence = sequence;
    this.part = part;
  }

  /**
   * The single steps.
   *
   * @param sequence {@code [T]…}
   */
  StepViews(Buffer sequence) {
    this(sequence, Tensor::at);
  }

  /** From each step on so many steps, or as many as there are. */
  static StepViews from(Buffer sequence, int most) {
    return new StepViews(sequence, (x, t) -> x.slice(t, Math.min(most, x.shape().dim(0) - t)));
  }

  /** Up to each step, all. */
  static StepViews until(Buffer sequence) {
    return new StepViews(sequence, (x, t) -> x.slice(0, t + 1));
  }

  Tensor at(int t) {
    var tensor = sequence.tensor();
    if (seen.isEmpty() || seen.get() != tensor) {
      seen = Optional.of(tensor);
      steps = new Tensor[tensor.shape().dim(0)];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = part.of(tensor, i);
      }
    }
    // A sequence of one step serves every step: its values are not kept.
    return steps[steps.length == 1 ? 0 : t];
  }

  /** Consecutive parts of one sequence, which can be moved. */
  static final class Run extends AbstractList<Tensor> implements RandomAccess {

    private final StepViews views;
    private int first;
    private int size;

    Run(StepViews views) {
      this.views = views;
    }

    Run moveTo(int step, int count) {
      first = step;
      size = count;
      return this;
    }

    @Override
    public Tensor get(int index) {
      return views.at(first + index);
    }

    @Override
    public int size() {
      return size;
    }
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
