package org.hillock.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.hillock.api.data.Augmentation;
import org.hillock.api.encoder.Encoder;
import org.hillock.engine.component.Binder;
import org.hillock.engine.train.Encoders;
import org.hillock.engine.train.PartAugmentation;

/**
 * What a spec says of samples either as a whole or, in a mapping by the parts' names, of each part:
 * {@code encoder: direct}, {@code encoder: {image: direct, sound: {type: rate, steps: 8}}}. Which
 * parts there are only the data know.
 */
record PartKeys(Binder binder) {

  /** The encoders; empty if there were problems. */
  Optional<Encoders> encoders(JsonNode node) {
    var path = SpecKey.ENCODER.text();
    if (!byPart(node, each -> each.isTextual() || each.isObject())) {
      return binder.bind(Encoder.class, node, path).map(Encoders.Common::new);
    }
    var encoders = new TreeMap<String, Encoder>();
    for (var field : node.properties()) {
      binder
          .bind(Encoder.class, field.getValue(), path + "." + field.getKey())
          .ifPresent(encoder -> encoders.put(field.getKey(), encoder));
    }
    return encoders.size() < node.size()
        ? Optional.empty()
        : Optional.of(new Encoders.OfParts(encoders));
  }

  /** The augmentations; those with problems are left out. */
  List<Augmentation> augmentations(JsonNode node) {
    var path = SpecKey.AUGMENT.text();
    if (!byPart(node, JsonNode::isArray)) {
      return binder.bindAll(Augmentation.class, node, path);
    }
    return node.properties().stream()
        .flatMap(
            field ->
                binder
                    .bindAll(Augmentation.class, field.getValue(), path + "." + field.getKey())
                    .stream()
                    .<Augmentation>map(each -> new PartAugmentation(field.getKey(), each)))
        .toList();
  }

  private static boolean byPart(JsonNode node, Predicate<JsonNode> value) {
    return node.isObject()
        && !node.isEmpty()
        && !node.has("type")
        && node.valueStream().allMatch(value);
  }
}
