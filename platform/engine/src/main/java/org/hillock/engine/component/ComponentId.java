package org.hillock.engine.component;

import java.util.Locale;
import org.hillock.api.Component;

/** What a component is called in messages, files and parameter names. */
public final class ComponentId {

  private ComponentId() {}

  /** Its id, or for one that declares none the name of its class in lower case with hyphens. */
  public static String of(Object component) {
    var declared = component.getClass().getAnnotation(Component.class);
    return declared != null
        ? declared.id()
        : component
            .getClass()
            .getSimpleName()
            .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
            .toLowerCase(Locale.ROOT);
  }
}
