package org.hillock.engine.network;

import java.util.Optional;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.CarriedBuffer;
import org.hillock.api.tensor.Shape;

/**
 * The seed and the clock of a population whose equations draw random numbers: a sequence in pieces
 * draws what it would draw as a whole.
 */
final class Draws {

  /** The clock is carried as two floats, as one holds no more than 24 bits. */
  private static final int LOW = 1 << 20;

  private final Preparation at;
  private final Optional<CarriedBuffer> clock;
  private long seed;
  private long time;

  Draws(Preparation at, ScanProgram program) {
    this.at = at;
    clock = program.random() ? Optional.of(at.carried("time", Shape.of(2), 0)) : Optional.empty();
  }

  /** Takes up the seed of the present forward pass and moves the clock on. */
  void begin() {
    if (clock.isEmpty()) {
      return;
    }
    seed = at.random().bits(0);
    var from = clock.get().initial();
    time = from.isEmpty() ? 0 : (long) from.get().get(0) * LOW + (long) from.get().get(1);
    var to = clock.get().last();
    if (to.isPresent()) {
      long end = time + at.steps();
      to.get().set(0, end / LOW);
      to.get().set(1, end % LOW);
    }
  }

  /** A call from this step of the present pass on. */
  Extent extent(Extent size, int step) {
    return clock.isEmpty() ? size : new Extent(size.steps(), size.neurons(), seed, time + step);
  }
}
