package org.hillock.api.backend;

/**
 * A two-dimensional convolution (in the field's sense: the kernel is not flipped). Weights are
 * {@code [rows.size][columns.size][channels/groups][out]}; output channel {@code o} of group {@code
 * o/(out/groups)} sees the channels of that group only.
 *
 * @param windows where the kernel lies, over inputs {@code [height][width][channels]}
 * @param out channels of the output {@code [outHeight][outWidth][out]}
 * @param groups divides both numbers of channels; as many as channels: depthwise
 */
public record Convolution(Windows windows, int out, int groups) {

  public Convolution {
    if (out < 1 || groups < 1 || windows.channels() % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          "%d groups do not divide %d and %d channels".formatted(groups, windows.channels(), out));
    }
  }

  /** Channels an output channel sees. */
  public int groupChannels() {
    return windows.channels() / groups;
  }

  /** Output channels of a group. */
  public int groupOut() {
    return out / groups;
  }

  /** How many weights there are. */
  public long weights() {
    return (long) windows.taps() * groupChannels() * out;
  }

  /** Elements of an output image. */
  public long outputSize() {
    return windows.count() * out;
  }
}
