package org.hillock.engine.component;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The components there are. Immutable. */
public interface Catalogue {

  /**
   * The component that may stand where {@code kind} is asked for and has this id or alias. A neuron
   * is found among layers too.
   */
  Optional<ComponentClass> find(Kind kind, String id);

  /** What each component declares, by kind and id. */
  List<ComponentType> all();

  /** The components that may stand where {@code kind} is asked for. */
  default List<ComponentType> of(Kind kind) {
    return all().stream().filter(type -> type.kind().fits(kind)).toList();
  }

  /** A catalogue of these components, which must not share names. */
  static Catalogue of(Collection<ComponentClass> components) {
    return new FixedCatalogue(components);
  }
}
