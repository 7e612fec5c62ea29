package org.hillock.api.backend;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.IntConsumer;
import org.hillock.api.tensor.Tensor;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Opened hardware. All tensors are row-major; arguments that are written must not overlap others
 * unless a method says so.
 */
@ConsumerType
public interface Device extends AutoCloseable {

  /** What it is, for manifests and logs: kind, vector width, threads. */
  String description();

  /**
   * Which of several ways to the same result it has come to prefer, a sentence each, for the log at
   * the end of a run; empty where there is nothing to choose.
   */
  default List<String> choices() {
    return List.of();
  }

  /** How many threads it uses. */
  int threads();

  /**
   * Matrix product: {@code c = op(a)·op(b)}, or added to {@code c}.
   *
   * @param transposeA whether {@code a} is stored as {@code [k][m]} rather than {@code [m][k]}
   * @param transposeB whether {@code b} is stored as {@code [n][k]} rather than {@code [k][n]}
   * @param m rows of {@code c}
   * @param n columns of {@code c}
   * @param k the inner extent
   * @param accumulate whether the product is added to what {@code c} holds
   */
  void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      Tensor a,
      Tensor b,
      Tensor c,
      boolean accumulate);

  /**
   * Products of complex matrices, those of the first entries of three tensors, of the second, and
   * so on. They agree with exact ones within a few roundings of the largest element. The default is
   * a plain loop.
   *
   * @param c written
   */
  default void multiply(ComplexProduct product, Tensor a, Tensor b, Tensor c) {
    ComplexLoops.multiply(product, a, b, c);
  }

  /**
   * Mean and variance of each column.
   *
   * @param x {@code [M][N]}, any shape with {@code N} elements in {@code mean}
   * @param mean {@code [N]}, written
   * @param variance {@code [N]}, written: the mean squared deviation (divided by M)
   */
  void moments(Tensor x, Tensor mean, Tensor variance);

  /** The sum of all elements, accumulated in double precision. */
  double sum(Tensor x);

  /** The sum of the squares of all elements, accumulated in double precision. */
  double sumOfSquares(Tensor x);

  /** How many elements differ from zero. */
  long countNonZero(Tensor x);

  /**
   * How many elements of each column differ from zero. The default is a plain loop.
   *
   * @param x {@code [M][N]}, any shape with {@code N} elements in {@code counts}; M at most 2²⁴
   * @param counts {@code [N]}, written
   */
  default void countNonZero(Tensor x, Tensor counts) {
    Loops.countNonZero(x, counts);
  }

  /**
   * Notes which elements differ from zero: bit {@code i % 64} of word {@code i / 64}. The default
   * is a plain loop.
   *
   * @param bits {@code ⌈size of x / 64⌉} words of 64 bits in native byte order, written; bits after
   *     the last element are 0
   */
  default void packBits(Tensor x, MemorySegment bits) {
    BitLoops.pack(x, bits);
  }

  /**
   * Writes one value where {@link #packBits} noted an element, and 0 elsewhere. The default is a
   * plain loop.
   *
   * @param value what elements that differ from zero were
   * @param x written
   */
  default void unpackBits(MemorySegment bits, float value, Tensor x) {
    BitLoops.unpack(bits, value, x);
  }

  /** {@code y += x}. */
  void addTo(Tensor x, Tensor y);

  /**
   * Runs the parts of a job, on as many threads at a time as the device has, and returns when the
   * last has ended; what they wrote is then visible. The default runs them one after another.
   *
   * @param parts how many
   * @param part does one, by its number from 0; parts must not depend on each other, nor call the
   *     device. The first exception reaches the caller
   */
  default void parallel(int parts, IntConsumer part) {
    for (int i = 0; i < parts; i++) {
      part.accept(i);
    }
  }

  /**
   * Convolves sequences in time: {@code y[t] = Σ_k x[t + k - lead]·taps[k]}, or added to {@code y};
   * x is silent before its first step and after its last. Meant for inputs that are mostly zero: a
   * device may skip those. The default is a plain loop.
   *
   * @param x {@code [steps][rows][in]}, rows and in of any number of axes
   * @param taps {@code [K][in][out]}
   * @param lead from 0 to K - 1; with K - 1 the last tap joins equal steps, and no step of y sees
   *     one of x that is yet to come
   * @param y {@code [steps of its own][rows][out]}, written
   * @param accumulate whether the result is added to what {@code y} holds
   */
  default void convolveInTime(Tensor x, Tensor taps, int lead, Tensor y, boolean accumulate) {
    TimeLoops.convolve(x, taps, lead, y, accumulate);
  }

  /**
   * From {@code x} and the gradient of {@code y} in {@link #convolveInTime} that of the taps,
   * written or added.
   */
  default void convolveInTimeTapGradient(
      Tensor x, Tensor dy, int lead, Tensor dtaps, boolean accumulate) {
    TimeLoops.tapGradient(x, dy, lead, dtaps, accumulate);
  }

  /**
   * Sums inputs, each delayed by a whole number of steps in each synapse: {@code y_j[t] = Σ_m Σ_i
   * weight_mij·x_i[t - delay_mij]}; x is silent after its last step. The default is a plain loop.
   *
   * @param earlier the steps before those of x, {@code [longest delay][rows][in]}
   * @param x {@code [steps][rows][in]}, rows and in of any number of axes
   * @param weights {@code [M][in][out]}
   * @param delays as the weights; whole numbers from 0 to the longest
   * @param y {@code [steps of its own][rows][out]}, written
   */
  default void sumDelayed(Tensor earlier, Tensor x, Tensor weights, Tensor delays, Tensor y) {
    TimeLoops.sumDelayed(earlier, x, weights, delays, y);
  }

  /**
   * Convolves images: {@code y = x * weight}, or added to {@code y}. The default is a plain loop.
   *
   * @param x any number of images {@code [height][width][channels]}
   * @param weight {@code [rows.size][columns.size][channels/groups][out]}
   * @param y as many images {@code [outHeight][outWidth][out]}, written
   * @param accumulate whether the result is added to what {@code y} holds
   */
  default void convolve(
      Convolution convolution, Tensor x, Tensor weight, Tensor y, boolean accumulate) {
    Loops.convolve(convolution, x, weight, y, accumulate);
  }

  /**
   * Convolves images and adds a bias to each output channel: the bits are those of {@link
   * #convolve(Convolution, Tensor, Tensor, Tensor, boolean)} added to a {@code y} that holds the
   * bias, which is the default.
   *
   * @param x any number of images {@code [height][width][channels]}
   * @param weight {@code [rows.size][columns.size][channels/groups][out]}
   * @param bias {@code [out]}
   * @param y as many images {@code [outHeight][outWidth][out]}, written
   */
  default void convolve(Convolution convolution, Tensor x, Tensor weight, Tensor bias, Tensor y) {
    Loops.repeat(this, bias, y);
    convolve(convolution, x, weight, y, true);
  }

  /**
   * The adjoint of {@link #convolve} in its input: from the gradient of {@code y} that of {@code
   * x}, which is overwritten. It is also the forward pass of a transposed convolution.
   */
  default void convolveInputGradient(Convolution convolution, Tensor dy, Tensor weight, Tensor dx) {
    Loops.inputGradient(convolution, dy, weight, dx);
  }

  /** From {@code x} and the gradient of {@code y} that of the weights, which is overwritten. */
  default void convolveWeightGradient(Convolution convolution, Tensor x, Tensor dy, Tensor dw) {
    Loops.weightGradient(convolution, x, dy, dw);
  }

  /**
   * The largest element of each window in each channel; padding does not count.
   *
   * @param windows every one holds an element of the image
   * @param x any number of images {@code [height][width][channels]}
   * @param y as many images {@code [outHeight][outWidth][channels]}, written
   */
  default void maxPool(Windows windows, Tensor x, Tensor y) {
    Loops.maxPool(windows, x, y);
  }

  /**
   * The gradient of {@link #maxPool}: each window's goes to the first of its largest elements, row
   * by row.
   *
   * @param dx overwritten
   */
  default void maxPoolGradient(Windows windows, Tensor x, Tensor dy, Tensor dx) {
    Loops.maxPoolGradient(windows, x, dy, dx);
  }

  /**
   * Replaces every element by the mean of its row.
   *
   * @param x rows of {@code columns} elements
   * @param y as large, written
   */
  default void rowMeans(Tensor x, int columns, Tensor y) {
    Loops.rowMeans(x, columns, y);
  }

  /**
   * Compiles a program into kernels.
   *
   * @throws org.hillock.api.HillockException with {@code INVALID_ARGUMENT} if the program is beyond
   *     this hardware; the message names the program and the limit
   */
  ScanKernel compile(ScanProgram program);

  @Override
  void close();
}
