package org.hillock.engine.network;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Replaces each whole number by a row of a table. Inputs: x, weight. The table's gradient is summed
 * in the order of the numbers.
 *
 * @param weight {@code [entries][width]}
 */
record Embedding(Shape weight) implements Operation {

  Embedding {
    if (weight.rank() != 2) {
      throw Errors.mismatch("an embedding takes a weight [entries][width], got %s", weight);
    }
  }

  @Override
  public String name() {
    return "embedding";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    var x = inputs.getFirst().dims();
    var dims = Arrays.copyOf(x, x.length + 1);
    dims[x.length] = weight.dim(1);
    return Shape.of(dims);
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public Kernel prepare(Preparation at) {
    if (at.needsGradient(0)) {
      throw Errors.invalid(
          "an embedding takes whole numbers from the data, not what learnable layers compute: no"
              + " gradient flows through a choice; put it first");
    }
    return new EmbeddingKernel(at, weight.dim(0), weight.dim(1));
  }

  private static final class EmbeddingKernel implements Kernel {

    private final int entries;
    private final int width;
    private final Buffer x;
    private final Buffer table;
    private final Buffer y;
    private final Buffer dy;
    private final Buffer gradient;

    EmbeddingKernel(Preparation at, int entries, int width) {
      this.entries = entries;
      this.width = width;
      x = at.input(0);
      table = at.input(1);
      y = at.output();
      dy = at.outputGradient();
      gradient = at.inputGradient(1);
    }

    @Override
    public void forward() {
      var numbers = x.tensor();
      var from = table.tensor().segment();
      var to = y.tensor().segment();
      long bytes = (long) width * Float.BYTES;
      for (long i = 0, n = numbers.size(); i < n; i++) {
        MemorySegment.copy(from, entry(numbers, i) * bytes, to, i * bytes, bytes);
      }
    }

    private int entry(Tensor numbers, long i) {
      float number = numbers.get(i);
      if (!(number >= 0 && number < entries) || number != (int) number) {
        throw Errors.invalid(
            "an embedding of %d entries takes whole numbers from 0 to %d, got %s",
            entries, entries - 1, number);
      }
      return (int) number;
    }

    @Override
    public void backward() {
      var numbers = x.tensor();
      var from = dy.tensor();
      var sum = gradient.tensor();
      sum.fill(0);
      for (long i = 0, n = numbers.size(); i < n; i++) {
        long row = (long) numbers.get(i) * width;
        for (int k = 0; k < width; k++) {
          sum.set(row + k, sum.get(row + k) + from.get(i * width + k));
        }
      }
    }
  }
}
