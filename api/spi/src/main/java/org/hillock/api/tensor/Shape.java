package org.hillock.api.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The extents of a tensor, outermost axis first. Every extent is at least 1. Immutable. */
public final class Shape {

  private final int[] dims;

  private Shape(int[] dims) {
    for (int d : dims) {
      if (d < 1) {
        throw new IllegalArgumentException(
            "every extent of a shape must be at least 1, got " + Arrays.toString(dims));
      }
    }
    this.dims = dims;
  }

  /** The shape with these extents; without any, that of a single number. */
  public static Shape of(int... dims) {
    return new Shape(dims.clone());
  }

  /** The number of axes. */
  public int rank() {
    return dims.length;
  }

  /** The extent of an axis; a negative axis counts from the last. */
  public int dim(int axis) {
    return dims[axis < 0 ? dims.length + axis : axis];
  }

  /** The extents. */
  public int[] dims() {
    return dims.clone();
  }

  /** The number of elements. */
  public long size() {
    long size = 1;
    for (int d : dims) {
      size = Math.multiplyExact(size, d);
    }
    return size;
  }

  /** This shape with more axes in front, for example {@code [T][B]} before the features. */
  public Shape prepend(int... outer) {
    int[] all = Arrays.copyOf(outer, outer.length + dims.length);
    System.arraycopy(dims, 0, all, outer.length, dims.length);
    return new Shape(all);
  }

  /** This shape without its first {@code axes} axes. */
  public Shape dropFirst(int axes) {
    return new Shape(Arrays.copyOfRange(dims, axes, dims.length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** As people write it: {@code 28×28×1}. */
  @Override
  public String toString() {
    return dims.length == 0
        ? "scalar"
        : Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining("×"));
  }
}
