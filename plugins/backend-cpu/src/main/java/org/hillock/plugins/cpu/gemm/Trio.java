package org.hillock.plugins.cpu.gemm;

import jdk.incubator.vector.FloatVector;
import org.hillock.plugins.cpu.lanes.Lanes;

/** Three arrays of equal size: what each of the three real products of a complex one has. */
final class Trio {

  private float[] first = {};
  private float[] second = {};
  private float[] third = {};

  /** Has room for so many floats, and some to spare. */
  Trio reserve(int floats) {
    int room = floats + Tiles.ROWS;
    if (first.length < room) {
      first = new float[room];
      second = new float[room];
      third = new float[room];
    }
    return this;
  }

  float[] first() {
    return first;
  }

  float[] second() {
    return second;
  }

  float[] third() {
    return third;
  }

  /** From real and imaginary parts their sum, or with the imaginary part of the conjugate. */
  void add(boolean conjugate, int from, int count) {
    for (int i = from; i < from + count; i += Lanes.LENGTH) {
      var re = FloatVector.fromArray(Lanes.SPECIES, first, i);
      var im = FloatVector.fromArray(Lanes.SPECIES, second, i);
      (conjugate ? re.sub(im) : re.add(im)).intoArray(third, i);
    }
  }

  /**
   * From three real products real and imaginary parts.
   *
   * @param conjugate whether one factor, but not the other, was the conjugate
   */
  void combine(boolean conjugate, int count) {
    float sign = conjugate ? -1 : 1;
    for (int i = 0; i < count; i += Lanes.LENGTH) {
      var p = FloatVector.fromArray(Lanes.SPECIES, first, i);
      var q = FloatVector.fromArray(Lanes.SPECIES, second, i).mul(sign);
      var r = FloatVector.fromArray(Lanes.SPECIES, third, i);
      p.sub(q).intoArray(first, i);
      r.sub(p).sub(q).intoArray(second, i);
    }
  }
}
