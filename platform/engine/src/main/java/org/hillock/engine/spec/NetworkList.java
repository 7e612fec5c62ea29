package org.hillock.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Merge;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.Names;
import org.hillock.engine.network.Wired;
import org.hillock.engine.network.Wired.Source;

/**
 * The list {@code network} of a spec. Each entry takes what leaves the one above it, unless it says
 * otherwise: {@code name} gives an entry a name, {@code input} is the name of an entry above or,
 * for a layer that merges, a list of them; {@code data} is the network's input, {@code data.sound}
 * the part {@code sound} of it.
 */
final class NetworkList {

  private static final String PATH = "network";
  private static final String NAME = "name";
  private static final String INPUT = "input";
  private static final String DATA = "data";
  private static final String PART = DATA + ".";

  private final Binder binder;
  private final JsonNode list;
  private final Map<String, Integer> places = new HashMap<>();
  private final TreeSet<Integer> taken = new TreeSet<>();

  private NetworkList(Binder binder, JsonNode list) {
    this.binder = binder;
    this.list = list;
  }

  /** The layers; what is wrong becomes problems of the binder. */
  static List<Layer> bind(Binder binder, JsonNode list) {
    if (!list.isArray() || list.isEmpty()) {
      binder.problem(PATH, "a network is a list of at least one layer or neuron");
      return List.of();
    }
    return new NetworkList(binder, list).layers();
  }

  private List<Layer> layers() {
    places.put(DATA, Wired.DATA);
    var layers = new ArrayList<Layer>();
    for (int i = 0; i < list.size(); i++) {
      entry(i).ifPresent(layers::add);
      name(i);
    }
    for (int i = 0; i < list.size() - 1; i++) {
      if (!taken.contains(i)) {
        binder.problem(
            at(i),
            "nothing takes what leaves it; give it a name and put that under some later entry's"
                + " 'input', or leave it out");
      }
    }
    return layers;
  }

  private static String at(int index) {
    return PATH + "[" + index + "]";
  }

  /** The layer; its own keys are the component's, the list's keys are taken out. */
  private Optional<Layer> entry(int index) {
    var node = list.get(index);
    var inputs = Optional.ofNullable(node.get(INPUT));
    var component = node;
    if (node instanceof ObjectNode object) {
      component = object.deepCopy().without(List.of(NAME, INPUT));
    }
    var resolved = inputs.map(given -> inputs(given, index));
    if (inputs.isEmpty()) {
      taken.add(index - 1);
    }
    return binder
        .bind(Layer.class, component, at(index))
        .flatMap(layer -> wired(layer, resolved, index));
  }

  private Optional<Layer> wired(Layer layer, Optional<List<Source>> inputs, int index) {
    boolean merges = layer instanceof Merge;
    if (merges && inputs.isEmpty()) {
      binder.problem(
          at(index),
          "merges several entries; name them and put a list under 'input': [left, right]");
      return Optional.empty();
    }
    if (!merges && inputs.isPresent() && inputs.get().size() > 1) {
      binder.problem(
          at(index) + "." + INPUT,
          "this layer takes one input, found %d; merge them before, with add or concatenate"
              .formatted(inputs.get().size()));
      return Optional.empty();
    }
    return inputs.isEmpty()
        ? Optional.of(layer)
        : inputs.get().isEmpty() ? Optional.empty() : Optional.of(new Wired(layer, inputs.get()));
  }

  /** The places an entry names; those it cannot name become problems and are left out. */
  private List<Source> inputs(JsonNode given, int index) {
    var path = at(index) + "." + INPUT;
    if (given.isArray() && !given.isEmpty()) {
      var all = new ArrayList<Source>();
      for (int k = 0; k < given.size(); k++) {
        input(given.get(k), path + "[" + k + "]").ifPresent(all::add);
      }
      return all;
    }
    return input(given, path).stream().toList();
  }

  private Optional<Source> input(JsonNode given, String path) {
    if (!given.isTextual()) {
      binder.problem(
          path,
          "expected the name of an entry above, or 'data', the network's input; found "
              + Binder.found(given));
      return Optional.empty();
    }
    var name = given.textValue();
    if (name.startsWith(PART) && Names.wellFormed(name.substring(PART.length()))) {
      return Optional.of(Source.part(name.substring(PART.length())));
    }
    var place = places.get(name);
    if (place == null) {
      binder.problem(path, "no entry above is called '" + name + "'" + later(name));
      return Optional.empty();
    }
    taken.add(place);
    return Optional.of(Source.at(place));
  }

  private String later(String name) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).path(NAME).asText("").equals(name)) {
        return "; it is the name of " + at(i) + ", and a layer takes only what lies above it";
      }
    }
    return Names.hint(name, places.keySet());
  }

  private void name(int index) {
    var given = list.get(index).get(NAME);
    if (given == null) {
      return;
    }
    var path = at(index) + "." + NAME;
    var name = given.asText("");
    if (!given.isTextual() || !Names.wellFormed(name)) {
      binder.problem(
          path,
          "expected a name of lower-case letters, digits and hyphens, found "
              + Binder.found(given));
    } else if (name.equals(DATA)) {
      binder.problem(path, "'data' is the network's input; choose another name");
    } else if (places.putIfAbsent(name, index) != null) {
      binder.problem(path, at(places.get(name)) + " has the name '" + name + "' already");
    }
  }
}
