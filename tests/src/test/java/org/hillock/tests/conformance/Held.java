package org.hillock.tests.conformance;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What the passes of a difference share: what is constant to gradients stays in every pass what it
 * was in the first, and no pass should meet a kink between its place and the first one's.
 */
final class Held {

  private final List<double[]> values = new ArrayList<>();
  private final List<BitSet> sides = new ArrayList<>();
  private int next;
  private int nextKink;
  private int pass;
  private boolean crossed;
  private double nearest = Double.POSITIVE_INFINITY;

  /** Begins a pass. */
  Held again() {
    next = 0;
    nextKink = 0;
    pass++;
    crossed = false;
    return this;
  }

  /** The value of the first pass at this place. */
  double[] hold(double[] present) {
    if (next == values.size()) {
      values.add(present);
    }
    return values.get(next++);
  }

  /** Takes note of values at whose sign a slope jumps. */
  void kink(double[] distances) {
    var side = new BitSet(distances.length);
    for (int i = 0; i < distances.length; i++) {
      side.set(i, distances[i] >= 0);
    }
    if (nextKink == sides.size()) {
      sides.add(side);
    }
    crossed |= !sides.get(nextKink++).equals(side);
    step(distances);
  }

  /** Takes note of values at whose sign a result jumps that is constant to differences. */
  void step(double[] distances) {
    for (int i = 0; pass == 1 && i < distances.length; i++) {
      // What is 0 in double precision is a difference of equal numbers, in single precision too.
      if (distances[i] != 0) {
        nearest = Math.min(nearest, Math.abs(distances[i]));
      }
    }
  }

  /** Whether this pass is on another side of a kink than the first one. */
  boolean crossed() {
    return crossed;
  }

  /** How far the first pass was from any kink or jump. */
  double nearest() {
    return nearest;
  }
}
