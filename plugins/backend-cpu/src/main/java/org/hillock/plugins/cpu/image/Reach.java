package org.hillock.plugins.cpu.image;

import java.util.Arrays;
import org.hillock.api.backend.Window;

/**
 * Which source position each target position meets through each element of a window, on one axis.
 *
 * @param targets positions of the target
 * @param sources positions of the source
 * @param size elements of the window
 * @param table source positions, {@code [targets][size]}; -1: none
 */
record Reach(int targets, int sources, int size, int[] table) {

  /** From windows to the elements of the axis below them. */
  static Reach forward(Window window, int extent) {
    var reach = none(window.count(extent), extent, window.size());
    for (int target = 0; target < reach.targets; target++) {
      for (int e = 0; e < reach.size; e++) {
        int source = window.position(target, e);
        if (source >= 0 && source < extent) {
          reach.table[target * reach.size + e] = source;
        }
      }
    }
    return reach;
  }

  /** From elements of the axis to the windows above them. */
  static Reach adjoint(Window window, int extent) {
    var reach = none(extent, window.count(extent), window.size());
    for (int source = 0; source < reach.sources; source++) {
      for (int e = 0; e < reach.size; e++) {
        int target = window.position(source, e);
        if (target >= 0 && target < extent) {
          reach.table[target * reach.size + e] = source;
        }
      }
    }
    return reach;
  }

  private static Reach none(int targets, int sources, int size) {
    var table = new int[targets * size];
    Arrays.fill(table, -1);
    return new Reach(targets, sources, size, table);
  }

  int of(int target, int element) {
    return table[target * size + element];
  }
}
