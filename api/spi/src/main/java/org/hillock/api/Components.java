package org.hillock.api;

import java.util.ArrayList;
import java.util.List;

/**
 * The component classes of a plugin.
 *
 * @param types record classes, each annotated with {@link Component} and implementing an SPI
 *     interface
 */
public record Components(List<Class<? extends Record>> types) {

  public Components {
    types = List.copyOf(types);
  }

  /** The components of these classes, in this order. */
  @SafeVarargs
  public static Components of(Class<? extends Record>... types) {
    var list = new ArrayList<Class<? extends Record>>();
    for (var type : types) {
      list.add(type);
    }
    return new Components(list);
  }
}
