package org.hillock.engine.network;

import java.util.function.Supplier;
import org.hillock.api.Component;
import org.hillock.api.HillockException;

/** Names of things and where they are, for messages and for parameters. */
final class Places {

  private Places() {}

  /** What a component is called: its id, or for one without the name of its class. */
  static String name(Object component) {
    var declared = component.getClass().getAnnotation(Component.class);
    return declared != null
        ? declared.id()
        : component
            .getClass()
            .getSimpleName()
            .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
            .toLowerCase();
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
