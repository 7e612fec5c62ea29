package org.hillock.engine.component;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hillock.api.Component;

/** What a user of some components should cite. */
public final class Citations {

  private final Set<String> references = new LinkedHashSet<>();

  private Citations() {}

  /** The references of these components and of the components inside them, each once. */
  public static List<String> of(Object... components) {
    var citations = new Citations();
    citations.visit(Arrays.asList(components));
    return List.copyOf(citations.references);
  }

  private void visit(Object value) {
    switch (value) {
      case Collection<?> many -> many.forEach(this::visit);
      case Map<?, ?> byName -> visit(byName.values());
      case Optional<?> perhaps -> perhaps.ifPresent(this::visit);
      case Record component -> visitParts(component);
      default -> {}
    }
  }

  private void visitParts(Record component) {
    var type = component.getClass();
    var annotation = type.getAnnotation(Component.class);
    if (annotation != null) {
      references.addAll(Arrays.asList(annotation.cites()));
    }
    for (var part : type.getRecordComponents()) {
      try {
        var accessor = part.getAccessor();
        accessor.trySetAccessible();
        visit(accessor.invoke(component));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("cannot read " + part + " of " + type, e);
      }
    }
  }
}
