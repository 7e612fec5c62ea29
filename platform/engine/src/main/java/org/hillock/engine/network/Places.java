package org.hillock.engine.network;

import java.util.function.Supplier;
import org.hillock.api.HillockException;
import org.hillock.engine.component.ComponentId;

/** Names of things and where they are, for messages and for parameters. */
final class Places {

  private Places() {}

  /** What a component is called. */
  static String name(Object component) {
    return ComponentId.of(component);
  }

  /** Does something; an error of it says where it was. */
  static <T> T at(String place, Supplier<T> work) {
    try {
      return work.get();
    } catch (HillockException e) {
      throw new HillockException(e.code(), place + ": " + e.getMessage(), e);
    }
  }
}
