package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.lanes.Aligned;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * The target pixels {@code [first, last)} of all images with zeros around them, so that whatever an
 * event meets beside them adds nothing. Rows of targets lie {@link #pitch} apart, images one gap
 * more; the block begins with the row of the first target.
 *
 * <p>An instance serves one thread and is set to one chain after another. It also walks over the
 * source pixels the targets meet.
 */
final class TargetBlock {

  private final Phases rows;
  private final Phases columns;
  private final int width;
  private int first;
  private int last;

  // Of the source pixel.
  private int image;
  private int row;
  private int column;
  private int rowPhase;
  private int columnPhase;
  private int place;

  /** A block of no targets yet. */
  TargetBlock(Taps taps) {
    rows = taps.rows();
    columns = taps.columns();
    width = taps.width();
  }

  /** Goes to a chain of targets. */
  void set(int first, int last) {
    this.first = first;
    this.last = last;
  }

  /** Targets from one row to the next. */
  static int pitch(Phases columns) {
    return columns.targets() + columns.gap();
  }

  private int pitch() {
    return pitch(columns);
  }

  int phases() {
    return rows.count() * columns.count();
  }

  private int image(int target) {
    return target / (rows.targets() * columns.targets());
  }

  private int row(int target) {
    return target / columns.targets() % rows.targets();
  }

  /** The first source pixel that any of the targets meets, among all images. */
  int firstSource() {
    return (image(first) * rows.extent() + rows.firstSource(row(first))) * columns.extent();
  }

  /** After the last source pixel. */
  int lastSource() {
    int row = image(last - 1) * rows.extent() + rows.lastSource(row(last - 1));
    return Math.max(firstSource(), (row + 1) * columns.extent());
  }

  /** Place of a row's first target, in floats from the block's beginning. */
  private int place(int image, int row) {
    int images = (image - image(first)) * (rows.targets() + rows.gap());
    int rowsBefore = rows.gap() + images + row - row(first);
    return (rowsBefore * pitch() + columns.gap()) * width;
  }

  /** Floats of the block. */
  int size() {
    int row = row(last - 1);
    int lastRow = Math.max(row, rows.quotient(rows.lastSource(row)));
    return place(image(last - 1), lastRow + 1) + width;
  }

  /**
   * Copies some output channels of the targets, and sets what lies between them to zero. Lanes
   * beyond the last channel hold what was there: they are summed and dropped.
   */
  void fill(MemorySegment dy, int out, int channel, int channels, Aligned block) {
    float[] array = block.array();
    int zeros = block.first();
    for (int t = first; t < last; ) {
      int column = t % columns.targets();
      int count = Math.min(last - t, columns.targets() - column);
      int to = block.first() + place(image(t), row(t)) + column * width;
      Arrays.fill(array, zeros, to, 0);
      zeros = to + count * width;
      copy(dy, 4 * ((long) t * out + channel), out, channels, array, to, zeros);
      t += count;
    }
    Arrays.fill(array, zeros, block.first() + size(), 0);
  }

  private void copy(
      MemorySegment dy, long from, int out, int channels, float[] block, int to, int end) {
    int whole = Lanes.SPECIES.loopBound(channels);
    var tail = Lanes.first(channels - whole);
    for (int i = 0; i < whole; i += Lanes.LENGTH) {
      long at = from + 4L * i;
      for (int j = to + i; j < end; j += width, at += 4L * out) {
        FloatVector.fromMemorySegment(Lanes.SPECIES, dy, at, Lanes.ORDER).intoArray(block, j);
      }
    }
    if (whole < channels) {
      long at = from + 4L * whole;
      for (int j = to + whole; j < end; j += width, at += 4L * out) {
        FloatVector.fromMemorySegment(Lanes.SPECIES, dy, at, Lanes.ORDER, tail).intoArray(block, j);
      }
    }
  }

  /** Goes to the first source pixel. */
  void rewind() {
    image = image(first);
    row = rows.firstSource(row(first));
    column = 0;
    enterRow();
  }

  private void enterRow() {
    rowPhase = rows.phase(row) * columns.count();
    columnPhase = columns.phase(0);
    place = place(image, rows.quotient(row)) + columns.quotient(0) * width;
  }

  /** Goes to the next source pixel. */
  void next() {
    if (++columnPhase == columns.count()) {
      columnPhase = 0;
      place += width;
    }
    if (++column == columns.extent()) {
      column = 0;
      if (++row == rows.extent()) {
        row = 0;
        image++;
      }
      enterRow();
    }
  }

  /** The source pixel's phase. */
  int phase() {
    return rowPhase + columnPhase;
  }

  /** Where in the block the target at distance 0 from the source pixel is. */
  int place() {
    return place;
  }
}
