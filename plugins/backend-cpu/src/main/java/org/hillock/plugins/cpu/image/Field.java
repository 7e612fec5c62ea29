package org.hillock.plugins.cpu.image;

import org.hillock.api.backend.Windows;

/** Which source pixels each target pixel meets through the elements of a window. */
record Field(Reach rows, Reach columns) {

  /** From windows to pixels. */
  static Field forward(Windows w) {
    return new Field(Reach.forward(w.rows(), w.height()), Reach.forward(w.columns(), w.width()));
  }

  /** From pixels to the windows above them. */
  static Field adjoint(Windows w) {
    return new Field(Reach.adjoint(w.rows(), w.height()), Reach.adjoint(w.columns(), w.width()));
  }

  int taps() {
    return rows.size() * columns.size();
  }

  /** Pixels of a target image. */
  int targets() {
    return rows.targets() * columns.targets();
  }

  /** Pixels of a source image. */
  int sources() {
    return rows.sources() * columns.sources();
  }

  /** The source pixel, counted within its image; -1: none. */
  int source(int targetRow, int targetColumn, int tap) {
    int row = rows.of(targetRow, tap / columns.size());
    int column = columns.of(targetColumn, tap % columns.size());
    return row < 0 || column < 0 ? -1 : row * columns.sources() + column;
  }
}
