package org.hillock.bench;

import java.util.function.Function;

/** A row of the table, not yet measured. */
record Row(String name, Function<String, Figure> measure) {

  Figure figure() {
    return measure.apply(name);
  }
}
