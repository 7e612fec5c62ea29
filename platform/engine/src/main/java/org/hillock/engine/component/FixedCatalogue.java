package org.hillock.engine.component;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A catalogue over a list; ids win over aliases. */
final class FixedCatalogue implements Catalogue {

  private final List<ComponentClass> components;

  FixedCatalogue(Collection<ComponentClass> components) {
    this.components =
        components.stream()
            .sorted(
                Comparator.comparing((ComponentClass c) -> c.type().kind())
                    .thenComparing(c -> c.type().id()))
            .toList();
  }

  @Override
  public Optional<ComponentClass> find(Kind kind, String id) {
    var fitting = components.stream().filter(c -> c.type().kind().fits(kind)).toList();
    return fitting.stream()
        .filter(c -> c.type().id().equals(id))
        .findFirst()
        .or(() -> fitting.stream().filter(c -> c.type().answersTo(id)).findFirst());
  }

  @Override
  public List<ComponentType> all() {
    return components.stream().map(ComponentClass::type).toList();
  }
}
