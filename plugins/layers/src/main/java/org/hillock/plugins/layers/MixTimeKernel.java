package org.hillock.plugins.layers;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.Preparation.CarriedBuffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Products with a matrix over time. What lies before the present call is remembered as long as it
 * is needed; no gradient is sent back to it.
 */
final class MixTimeKernel implements Operation.Kernel {

  private final Device device;
  private final TimeMixing mixing;
  private final int steps;
  private final int history;
  private final int n;
  private final Buffer x;
  private final Buffer weight;
  private final Buffer bias;
  private final Buffer y;
  private final Buffer dy;
  private final Optional<Buffer> dx;
  private final Buffer dw;
  private final Buffer db;
  private final Buffer matrix;
  private final Buffer earlierMatrix;
  private final Buffer matrixGradient;
  private final Buffer earlierGradient;
  private final Buffer entered;
  private final Buffer biases;
  private final Buffer ones;
  private final CarriedBuffer clock;
  private final CarriedBuffer earlier;
  private int begin;

  MixTimeKernel(Preparation at, TimeMixing mixing, Shape features) {
    device = at.device();
    this.mixing = mixing;
    steps = at.steps();
    history = mixing.history();
    x = at.input(0);
    weight = at.input(1);
    bias = at.input(2);
    y = at.output();
    dy = at.outputGradient();
    dx = at.needsGradient(0) ? Optional.of(at.inputGradient(0)) : Optional.empty();
    dw = at.inputGradient(1);
    db = at.inputGradient(2);
    n = Math.toIntExact(at.batch() * features.size());
    var before = Shape.of(Math.max(history, 1), n);
    matrix = at.saved(Shape.of(steps, steps));
    earlierMatrix = at.saved(Shape.of(steps, Math.max(history, 1)));
    matrixGradient = at.scratch(Shape.of(steps, steps));
    earlierGradient = at.scratch(Shape.of(steps, Math.max(history, 1)));
    entered = at.saved(before);
    biases = at.scratch(Shape.of(steps));
    ones = at.scratch(Shape.of(n));
    clock = at.carried("step", Shape.of(1), 0);
    earlier = at.carried("earlier steps", before, 0);
  }

  @Override
  public void forward() {
    begin = clock.initial().isPresent() ? (int) clock.initial().get().get(0) : 0;
    refuseWhatIsUnknown();
    fill(matrix.tensor(), steps, 0);
    var b = biases.tensor();
    for (int t = 0; t < steps; t++) {
      b.set(t, bias.tensor().get(mixing.bias(begin + t)));
    }
    ones.tensor().fill(1);
    device.gemm(false, false, steps, n, 1, b, ones.tensor(), y.tensor(), false);
    device.gemm(false, false, steps, n, steps, matrix.tensor(), x.tensor(), y.tensor(), true);
    if (reachesBack()) {
      entered.tensor().copyFrom(earlier.initial().orElseThrow());
      fill(earlierMatrix.tensor(), history, -history);
      device.gemm(
          false,
          false,
          steps,
          n,
          history,
          earlierMatrix.tensor(),
          entered.tensor(),
          y.tensor(),
          true);
    }
    if (clock.last().isPresent()) {
      clock.last().get().set(0, begin + steps);
      remember(earlier.last().orElseThrow());
    }
  }

  private boolean reachesBack() {
    return history > 0 && begin > 0;
  }

  private void refuseWhatIsUnknown() {
    if (mixing.kind() == TimeMixing.Kind.FULL && begin > 0) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "a psn mixes all steps of a sequence and cannot go on from a state; masked-psn and"
              + " sliding-psn can");
    }
    if (mixing.kind() == TimeMixing.Kind.MASKED && begin + steps > mixing.steps()) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "a masked-psn has weights for %d time steps, the sequence has reached %d; raise steps, or"
                  .formatted(mixing.steps(), begin + steps)
              + " use sliding-psn");
    }
  }

  /** The matrix from {@code count} steps, the first of them this far from the present call's. */
  private void fill(Tensor to, int count, int from) {
    for (int t = 0; t < steps; t++) {
      for (int s = 0; s < count; s++) {
        int place = mixing.weight(begin + t, begin + from + s);
        to.set((long) t * count + s, place < 0 ? 0 : weight.tensor().get(place));
      }
    }
  }

  /** The last steps so far, zeros where there are none; {@code to} may hold those of before. */
  private void remember(Tensor to) {
    if (history == 0) {
      return;
    }
    if (begin == 0) {
      to.fill(0);
    }
    long row = (long) n * Float.BYTES;
    int old = Math.max(history - steps, 0);
    MemorySegment.copy(to.segment(), (history - old) * row, to.segment(), 0, old * row);
    MemorySegment.copy(
        x.tensor().segment(),
        (steps - (history - old)) * row,
        to.segment(),
        old * row,
        (history - old) * row);
  }

  @Override
  public void backward() {
    dw.tensor().fill(0);
    collect(x.tensor(), matrixGradient.tensor(), steps, 0);
    if (reachesBack()) {
      collect(entered.tensor(), earlierGradient.tensor(), history, -history);
    }
    ones.tensor().fill(1);
    device.gemm(false, false, steps, 1, n, dy.tensor(), ones.tensor(), biases.tensor(), false);
    db.tensor().fill(0);
    for (int t = 0; t < steps; t++) {
      int place = mixing.bias(begin + t);
      db.tensor().set(place, db.tensor().get(place) + biases.tensor().get(t));
    }
    if (dx.isPresent()) {
      var back = dx.get().tensor();
      device.gemm(true, false, steps, n, steps, matrix.tensor(), dy.tensor(), back, false);
    }
  }

  /** Adds what the product with {@code count} steps owes to the weights. */
  private void collect(Tensor source, Tensor gradient, int count, int from) {
    device.gemm(false, true, steps, count, n, dy.tensor(), source, gradient, false);
    var sum = dw.tensor();
    for (int t = 0; t < steps; t++) {
      for (int s = 0; s < count; s++) {
        int place = mixing.weight(begin + t, begin + from + s);
        if (place >= 0) {
          sum.set(place, sum.get(place) + gradient.get((long) t * count + s));
        }
      }
    }
  }
}
