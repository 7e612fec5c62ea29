package org.hillock.plugins.cpu.image;

/** The source pixels one target pixel meets, in the order of taps. One instance serves a thread. */
final class Near {

  private int count;
  private int[] taps = new int[0];
  private int[] sources = new int[0];

  /** Finds those of a target pixel. */
  void find(Field field, int row, int column) {
    if (taps.length < field.taps()) {
      taps = new int[field.taps()];
      sources = new int[field.taps()];
    }
    count = 0;
    for (int ky = 0; ky < field.rows().size(); ky++) {
      int y = field.rows().of(row, ky);
      for (int kx = 0; kx < field.columns().size(); kx++) {
        int x = field.columns().of(column, kx);
        if (y >= 0 && x >= 0) {
          taps[count] = ky * field.columns().size() + kx;
          sources[count] = y * field.columns().sources() + x;
          count++;
        }
      }
    }
  }

  int count() {
    return count;
  }

  /** Through which element of the window. */
  int tap(int i) {
    return taps[i];
  }

  /** Which pixel, counted within its image. */
  int source(int i) {
    return sources[i];
  }
}
