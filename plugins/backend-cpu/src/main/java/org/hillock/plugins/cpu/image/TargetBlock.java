package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * The target pixels {@code [first, last)} of all images with zeros around them, so that whatever an
 * event meets beside them adds nothing. Rows of targets lie {@link #pitch} apart, images one gap
 * more; the block begins with the row of the first target.
 *
 * @param width floats of a target
 */
record TargetBlock(Phases rows, Phases columns, int width, int first, int last) {

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

  /** Place of a row's first target, in floats. */
  private int place(int image, int row) {
    int images = (image - image(first)) * (rows.targets() + rows.gap());
    int rowsBefore = rows.gap() + images + row - row(first);
    return Aligned.FIRST + (rowsBefore * pitch() + columns.gap()) * width;
  }

  /** Floats of the block after {@link Aligned#FIRST}. */
  int size() {
    int row = row(last - 1);
    int lastRow = Math.max(row, rows.quotient(rows.lastSource(row)));
    return place(image(last - 1), lastRow + 1) + width - Aligned.FIRST;
  }

  /** Copies some output channels of the targets, and sets everything else to zero. */
  void fill(MemorySegment dy, int out, int channel, int channels, float[] block) {
    Arrays.fill(block, Aligned.FIRST, Aligned.FIRST + size(), 0);
    int whole = Lanes.SPECIES.loopBound(channels);
    var tail = Lanes.first(channels - whole);
    for (int t = first; t < last; ) {
      int column = t % columns.targets();
      int count = Math.min(last - t, columns.targets() - column);
      int to = place(image(t), row(t)) + column * width;
      for (int end = t + count; t < end; t++, to += width) {
        long from = 4 * ((long) t * out + channel);
        for (int i = 0; i < whole; i += Lanes.LENGTH) {
          Lanes.load(dy, from + 4L * i).intoArray(block, to + i);
        }
        if (whole < channels) {
          Lanes.load(dy, from + 4L * whole, tail).intoArray(block, to + whole);
        }
      }
    }
  }

  /** The source pixels, one after another. */
  Sources sources() {
    return new Sources();
  }

  /** Walks over source pixels. */
  final class Sources {

    private int row = rows.firstSource(TargetBlock.this.row(first));
    private int image = image(first);
    private int column;
    private int rowPhase;
    private int columnPhase;
    private int place;

    private Sources() {
      enterRow();
    }

    private void enterRow() {
      rowPhase = rows.phase(row) * columns.count();
      columnPhase = columns.phase(0);
      place = TargetBlock.this.place(image, rows.quotient(row)) + columns.quotient(0) * width;
    }

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

    int phase() {
      return rowPhase + columnPhase;
    }

    /** Where in the block the target at distance 0 is. */
    int place() {
      return place;
    }
  }
}
