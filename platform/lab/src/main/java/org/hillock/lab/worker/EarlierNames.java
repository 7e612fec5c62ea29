package org.hillock.lab.worker;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.ComponentClass;
import org.hillock.engine.component.ComponentType;
import org.hillock.engine.component.Kind;

/**
 * A catalogue that tells when a component is found by a name it had earlier.
 *
 * @param told hears a sentence for people
 */
record EarlierNames(Catalogue catalogue, Consumer<String> told) implements Catalogue {

  @Override
  public Optional<ComponentClass> find(Kind kind, String id) {
    var found = catalogue.find(kind, id);
    found
        .map(ComponentClass::type)
        .filter(type -> !type.id().equals(id))
        .ifPresent(
            type ->
                told.accept(
                    "the %s '%s' is called '%s' now; the old name still works"
                        .formatted(type.kind().text(), id, type.id())));
    return found;
  }

  @Override
  public List<ComponentType> all() {
    return catalogue.all();
  }
}
