package org.hillock.engine.network;

import java.util.List;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * The softmax of the last axis or its logarithm, from differences to the largest element, so that
 * nothing overflows.
 */
record Softmax(int columns, boolean logarithm) implements Operation {

  static Softmax of(Shape features, boolean logarithm) {
    if (features.rank() == 0) {
      throw Errors.mismatch("a softmax takes features with at least one axis, got %s", features);
    }
    return new Softmax(features.dim(-1), logarithm);
  }

  @Override
  public String name() {
    return logarithm ? "log-softmax" : "softmax";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public boolean backwardReadsInput(int input) {
    return false;
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new SoftmaxKernel(at);
  }

  private final class SoftmaxKernel implements Kernel {

    private final Ends ends;

    SoftmaxKernel(Preparation at) {
      ends = Ends.of(at);
    }

    @Override
    public void forward() {
      var from = ends.x().tensor();
      var to = ends.y().tensor();
      for (long row = 0, n = from.size(); row < n; row += columns) {
        forward(from, to, row);
      }
    }

    private void forward(Tensor from, Tensor to, long row) {
      float largest = Float.NEGATIVE_INFINITY;
      for (long i = row; i < row + columns; i++) {
        largest = Math.max(largest, from.get(i));
      }
      double sum = 0;
      for (long i = row; i < row + columns; i++) {
        sum += Math.exp(from.get(i) - largest);
      }
      double shift = largest + Math.log(sum);
      for (long i = row; i < row + columns; i++) {
        double value = from.get(i) - shift;
        to.set(i, (float) (logarithm ? value : Math.exp(value)));
      }
    }

    @Override
    public void backward() {
      var value = ends.y().tensor();
      var arriving = ends.dy().tensor();
      var leaving = ends.dx().tensor();
      for (long row = 0, n = value.size(); row < n; row += columns) {
        double sum = 0;
        for (long i = row; i < row + columns; i++) {
          sum += logarithm ? arriving.get(i) : (double) arriving.get(i) * value.get(i);
        }
        for (long i = row; i < row + columns; i++) {
          double gradient =
              logarithm
                  ? arriving.get(i) - Math.exp(value.get(i)) * sum
                  : value.get(i) * (arriving.get(i) - sum);
          leaving.set(i, (float) gradient);
        }
      }
    }
  }
}
