package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;

/** Sequences one after the other on the last axis. */
record Concatenate(List<Shape> parts) implements LinearInInputs {

  @Override
  public String name() {
    return "concatenate";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var first = inputs.getFirst();
    int columns = 0;
    for (var part : inputs) {
      if (part.rank() == 0 || !Columns.replaceLast(part, 1).equals(Columns.replaceLast(first, 1))) {
        throw new HillockException(
            ErrorCode.SHAPE_MISMATCH,
            "concatenates sequences of equal shape but for the last axis, got %s and %s"
                .formatted(first, part));
      }
      columns += part.dim(-1);
    }
    return Columns.replaceLast(first, columns);
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new ConcatenateKernel(at);
  }

  /** One of the sequences and its place in the result. */
  private record Part(Columns here, Columns there, Buffer x, Optional<Buffer> dx) {}

  private final class ConcatenateKernel implements Kernel {

    private final List<Part> all = new ArrayList<>();
    private final Buffer y;
    private final Buffer dy;

    ConcatenateKernel(Preparation at) {
      int columns = shape(parts).dim(-1);
      int from = 0;
      for (int i = 0; i < parts.size(); i++) {
        var here = Columns.of(parts.get(i));
        var there = new Columns(columns, from, here.count());
        all.add(new Part(here, there, at.input(i), StepPreparation.wantedGradient(at, i)));
        from += here.count();
      }
      y = at.output();
      dy = at.outputGradient();
    }

    @Override
    public void forward() {
      for (int i = 0; i < all.size(); i++) {
        var part = all.get(i);
        part.here.copy(part.x.tensor(), part.there, y.tensor());
      }
    }

    @Override
    public void backward() {
      for (int i = 0; i < all.size(); i++) {
        var part = all.get(i);
        if (part.dx.isPresent()) {
          part.there.copy(dy.tensor(), part.here, part.dx.get().tensor());
        }
      }
    }
  }
}
