package org.hillock.plugins.cpu.scan;

/**
 * Where a kernel finds or leaves a value.
 *
 * @param index which one of its kind
 */
record Slot(Kind kind, int index) {

  enum Kind {
    /** A tensor over time. */
    ROW,
    /** The same, where the next step of a backward pass will find it. */
    ROW_BEFORE,
    /**
     * A scratch row of the block: a state, a tiled parameter, its gradient, an intermediate value.
     */
    LOCAL,
    /** A parameter of one value. */
    SCALAR,
    /** The gradient of a parameter of one value: a sum over neurons in the lanes of a vector. */
    SUM,
    /** A random number. */
    DRAW
  }

  boolean isRow() {
    return kind == Kind.ROW || kind == Kind.ROW_BEFORE;
  }

  static Slot local(int index) {
    return new Slot(Kind.LOCAL, index);
  }
}
