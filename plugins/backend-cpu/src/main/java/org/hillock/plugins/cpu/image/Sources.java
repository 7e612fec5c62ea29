package org.hillock.plugins.cpu.image;

/**
 * The source pixels that some target pixels meet, counted from the first of them. One instance
 * serves one thread.
 */
final class Sources {

  /** Sources, {@code [pixels][taps]}; -1: none. */
  private int[] rows = new int[0];

  private int taps;
  private int last;
  private int begin;
  private long first;

  // Where the pixels are is the same for many chunks of a product.
  private int[] table = new int[0];
  private int place;
  private int pixels;

  /**
   * Finds those of target pixels {@code [pixel, pixel + count)} of all images.
   *
   * @return whether they lie other than before, but for the image
   */
  boolean find(Field field, int pixel, int count) {
    int inImage = pixel % field.targets();
    boolean other = field.rows().table() != table || inImage != place || count != pixels;
    if (other) {
      findWithin(field, inImage, count);
      table = field.rows().table();
      place = inImage;
      pixels = count;
    }
    first = pixel / field.targets() * (long) field.sources() + begin;
    return other;
  }

  private void findWithin(Field field, int inImage, int count) {
    taps = field.taps();
    if (rows.length < taps * count) {
      rows = new int[taps * count];
    }
    var down = field.rows();
    var across = field.columns();
    begin = Integer.MAX_VALUE;
    last = 0;
    int row = inImage / across.targets();
    int column = inImage % across.targets();
    for (int p = 0, at = 0; p < count; p++) {
      int image = row / down.targets() * field.sources();
      for (int i = 0; i < down.size(); i++) {
        int sourceRow = down.of(row % down.targets(), i);
        for (int j = 0; j < across.size(); j++, at++) {
          int sourceColumn = across.of(column, j);
          rows[at] = -1;
          if (sourceRow >= 0 && sourceColumn >= 0) {
            rows[at] = image + sourceRow * across.sources() + sourceColumn;
            begin = Math.min(begin, rows[at]);
            last = Math.max(last, rows[at] + 1);
          }
        }
      }
      if (++column == across.targets()) {
        column = 0;
        row++;
      }
    }
    begin = Math.min(begin, last);
    for (int i = 0; i < taps * count; i++) {
      rows[i] -= rows[i] < 0 ? 0 : begin;
    }
  }

  /** The first source pixel among all images. */
  long first() {
    return first;
  }

  /** How many there are from the first to the last. */
  int count() {
    return last - begin;
  }

  /** The source that a target pixel meets through a tap; -1: none. */
  int row(int pixel, int tap) {
    return rows[pixel * taps + tap];
  }
}
