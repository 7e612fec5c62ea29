package org.hillock.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.HillockException;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.Kind;
import org.hillock.engine.component.Problem;
import org.hillock.engine.component.Yaml;
import org.hillock.engine.run.Experiment;

/**
 * An experiment as people write it: {@code name}, {@code seed} (0), {@code data}, {@code augment}
 * (a list, empty), {@code encoder}, {@code network} (a list), {@code trainer}, {@code backend} (the
 * processor), {@code metrics} (all that need no parameter), {@code threads} (one a core), {@code
 * budget: {minutes}} (none) and {@code memory: {checkpoint-activations}} (false).
 */
public final class Spec {

  /** The longest text read. */
  public static final int MAX_CHARACTERS = 1 << 20;

  private final ObjectNode root;

  private Spec(ObjectNode root) {
    this.root = root;
  }

  /**
   * Reads a spec. What its parts mean is checked by {@link #bind}.
   *
   * @param text YAML or JSON
   * @throws SpecException if it is too long, is not YAML (with line and column), or not a mapping
   */
  public static Spec parse(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new SpecException(
          new Problem(
              "",
              "the spec has %,d characters; at most %,d are read"
                  .formatted(text.length(), MAX_CHARACTERS)));
    }
    try {
      if (Canonical.of(Yaml.read(text), "") instanceof ObjectNode object) {
        return new Spec(object);
      }
    } catch (SpecException e) {
      throw e;
    } catch (HillockException e) {
      throw new SpecException(new Problem("", "the spec is not YAML: " + e.getMessage()));
    }
    throw new SpecException(
        new Problem("", "a spec is a mapping with the keys " + String.join(", ", SpecKey.names())));
  }

  /**
   * This spec with other values at some places.
   *
   * @param values YAML values by place: {@code trainer.epochs} → {@code 3}, {@code network[2].tau}
   *     → {@code 4}; applied in the map's order
   * @throws SpecException if a place is none, or a value is not YAML
   */
  public Spec withOverrides(Map<String, String> values) {
    var changed = root.deepCopy();
    values.forEach(
        (place, value) -> {
          try {
            SpecPath.parse(place).set(changed, Yaml.read(value));
          } catch (SpecException e) {
            throw e;
          } catch (HillockException e) {
            throw new SpecException(
                new Problem(place, "'" + value + "' is not a YAML value: " + e.getMessage()));
          }
        });
    return new Spec((ObjectNode) Canonical.of(changed, ""));
  }

  /** The canonical JSON: equal for specs that say the same. */
  public String json() {
    return root.toString();
  }

  /** SHA-256 of {@link #json()} in UTF-8, lower-case hexadecimal. */
  public String sha256() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(json().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The experiment's name; empty if none is given. */
  public String name() {
    return root.path(SpecKey.NAME.text()).asText("");
  }

  /** How long a run may take; empty: as long as it takes, or given in a wrong way. */
  public Optional<Duration> budget() {
    var minutes = root.path(SpecKey.BUDGET.text()).path(SpecBinder.MINUTES);
    return minutes.isNumber()
        ? Optional.of(Duration.ofMillis(Math.round(minutes.doubleValue() * 60_000)))
        : Optional.empty();
  }

  /** The batch size its trainer is given or has by default; empty if that trainer has none. */
  public Optional<Integer> batchSize(Catalogue catalogue) {
    var trainer = root.path(SpecKey.TRAINER.text());
    var id = trainer.isObject() ? trainer.path("type") : trainer;
    return catalogue
        .find(Kind.TRAINER, id.asText())
        .flatMap(component -> component.type().parameter("batch-size"))
        .flatMap(p -> given(trainer, p.name()).or(() -> p.standard().map(Yaml::read)))
        .filter(JsonNode::canConvertToInt)
        .map(JsonNode::intValue);
  }

  private static Optional<JsonNode> given(JsonNode component, String parameter) {
    return Optional.ofNullable(component.get(parameter)).filter(node -> !node.isNull());
  }

  /**
   * Makes the experiment.
   *
   * @throws SpecException with everything that is wrong
   */
  public Experiment bind(Catalogue catalogue) {
    return new SpecBinder(root, catalogue).experiment();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Spec spec && spec.root.equals(root);
  }

  @Override
  public int hashCode() {
    return root.hashCode();
  }

  @Override
  public String toString() {
    return json();
  }
}
