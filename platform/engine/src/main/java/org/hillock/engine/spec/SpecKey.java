package org.hillock.engine.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The keys of a spec, in the order in which people read them. */
enum SpecKey {
  NAME,
  SEED,
  DATA,
  AUGMENT,
  ENCODER,
  NETWORK,
  TRAINER,
  BACKEND,
  METRICS,
  REPORT,
  EXPORT,
  THREADS,
  BUDGET,
  MEMORY;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> names() {
    return Arrays.stream(values()).map(SpecKey::text).toList();
  }
}
