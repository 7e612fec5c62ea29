package org.hillock.plugins.layers;

/**
 * Which weight takes a time step to another.
 *
 * @param kind how weights are shared
 * @param steps the longest sequence it knows; without meaning when sliding
 * @param order how many steps, the present one included, reach each
 */
record TimeMixing(Kind kind, int steps, int order) {

  /** How weights are shared. */
  enum Kind {
    /** A weight {@code [steps][steps]} for each pair of steps, later ones included. */
    FULL,
    /** The same, for the present and the {@code order - 1} steps before only. */
    MASKED,
    /** A weight {@code [order]} for each distance, the present last. */
    SLIDING
  }

  /** How many earlier steps have to be remembered. */
  int history() {
    return kind == Kind.FULL ? 0 : order - 1;
  }

  /** The weight that takes step {@code source} to step {@code target}; -1: there is none. */
  int weight(int target, int source) {
    int age = target - source;
    boolean seen = source >= 0 && (kind == Kind.FULL || age >= 0 && age < order);
    return !seen ? -1 : kind == Kind.SLIDING ? order - 1 - age : target * steps + source;
  }

  /** The bias of a step. */
  int bias(int target) {
    return kind == Kind.SLIDING ? 0 : target;
  }
}
