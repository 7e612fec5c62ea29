package org.hillock.engine.network;

import java.util.List;
import java.util.stream.IntStream;
import org.hillock.api.network.Preparation;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * The features' axes in another order.
 *
 * @param features those of the result
 * @param sources where in a sample each feature of the result comes from
 */
record Permute(Shape features, int[] sources) implements LinearInInputs {

  static Permute of(Shape x, List<Integer> axes) {
    if (!axes.stream().sorted().toList().equals(IntStream.range(0, x.rank()).boxed().toList())) {
      throw Errors.mismatch(
          "an order of the axes of %s names each of 0 to %d once, got %s", x, x.rank() - 1, axes);
    }
    var strides = new int[x.rank()];
    for (int axis = x.rank() - 1, stride = 1; axis >= 0; stride *= x.dim(axis--)) {
      strides[axis] = stride;
    }
    var features = Shape.of(axes.stream().mapToInt(x::dim).toArray());
    var sources = new int[Math.toIntExact(x.size())];
    for (int i = 0; i < sources.length; i++) {
      int rest = i;
      for (int k = axes.size() - 1; k >= 0; k--) {
        sources[i] += rest % features.dim(k) * strides[axes.get(k)];
        rest /= features.dim(k);
      }
    }
    return new Permute(features, sources);
  }

  @Override
  public String name() {
    return "permute";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return features;
  }

  @Override
  public Kernel prepare(Preparation at) {
    return new PermuteKernel(at, sources);
  }

  private static final class PermuteKernel implements Kernel {

    private final int[] sources;
    private final Ends ends;

    PermuteKernel(Preparation at, int[] sources) {
      this.sources = sources;
      ends = Ends.of(at);
    }

    @Override
    public void forward() {
      Tensor from = ends.x().tensor();
      Tensor to = ends.y().tensor();
      for (long sample = 0, n = from.size(); sample < n; sample += sources.length) {
        for (int i = 0; i < sources.length; i++) {
          to.set(sample + i, from.get(sample + sources[i]));
        }
      }
    }

    @Override
    public void backward() {
      Tensor from = ends.dy().tensor();
      Tensor to = ends.dx().tensor();
      for (long sample = 0, n = from.size(); sample < n; sample += sources.length) {
        for (int i = 0; i < sources.length; i++) {
          to.set(sample + sources[i], from.get(sample + i));
        }
      }
    }
  }
}
