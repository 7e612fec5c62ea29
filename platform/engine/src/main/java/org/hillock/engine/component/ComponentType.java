package org.hillock.engine.component;

import java.util.List;
import java.util.Optional;

/**
 * What a component declares. Plain data: may be kept after its plugin is gone.
 *
 * @param id its name in specs, unique among the kinds that may stand in the same place
 * @param aliases earlier names that still work
 * @param doc one or two sentences: what it does
 * @param cites full references of the works its users should cite
 */
public record ComponentType(
    Kind kind,
    String id,
    List<String> aliases,
    String doc,
    List<String> cites,
    List<ParameterInfo> parameters) {

  public ComponentType {
    aliases = List.copyOf(aliases);
    cites = List.copyOf(cites);
    parameters = List.copyOf(parameters);
  }

  /** The parameter of this name, in either spelling. */
  public Optional<ParameterInfo> parameter(String name) {
    String kebab = Names.kebab(name);
    return parameters.stream().filter(p -> p.name().equals(kebab)).findFirst();
  }

  /** Whether it goes by this name. */
  public boolean answersTo(String name) {
    return id.equals(name) || aliases.contains(name);
  }

  @Override
  public String toString() {
    return kind.text() + " '" + id + "'";
  }
}
