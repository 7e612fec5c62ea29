package org.hillock.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hillock.api.ErrorCode;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.DataSet;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.metric.Metric;
import org.hillock.api.result.Exporter;
import org.hillock.api.result.ReportSection;
import org.hillock.api.train.Trainer;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.ComponentId;
import org.hillock.engine.component.Kind;
import org.hillock.engine.component.Names;
import org.hillock.engine.component.ParameterInfo;
import org.hillock.engine.network.Activations;
import org.hillock.engine.run.Experiment;
import org.hillock.engine.run.Outputs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One binding of a spec to components: keys, defaults, and every problem. */
final class SpecBinder {

  static final String MINUTES = "minutes";
  private static final String CHECKPOINT_ACTIVATIONS = "checkpoint-activations";

  private static final Logger LOG = LoggerFactory.getLogger(SpecBinder.class);
  private static final String STANDARD_BACKEND = "cpu";
  private static final String FALLBACK_BACKEND = "reference";
  private static final int LONGEST_NAME = 200;
  private static final int MOST_THREADS = 4096;

  private final ObjectNode root;
  private final Catalogue catalogue;
  private final Binder binder;

  SpecBinder(ObjectNode root, Catalogue catalogue) {
    this.root = root;
    this.catalogue = catalogue;
    this.binder = new Binder(catalogue);
  }

  Experiment experiment() {
    unknownKeys(root, "", SpecKey.names());
    var name = name();
    long seed = whole(SpecKey.SEED, 0, Long.MIN_VALUE, Long.MAX_VALUE);
    var data = component(SpecKey.DATA, DataSet.class);
    var augmentations = augmentations();
    var encoder = required(SpecKey.ENCODER, Encoder.class).flatMap(new PartKeys(binder)::encoders);
    var network =
        NetworkList.bind(
            binder, given(SpecKey.NETWORK).orElseGet(JsonNodeFactory.instance::arrayNode));
    var trainer = component(SpecKey.TRAINER, Trainer.class);
    var backend = backend();
    var metrics = metrics();
    var outputs = outputs();
    int cores = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
    int threads = (int) whole(SpecKey.THREADS, cores, 1, MOST_THREADS);
    budget();
    var activations = activations();
    if (!binder.problems().isEmpty()) {
      throw new SpecException(ErrorCode.INVALID_ARGUMENT, binder.problems());
    }
    return new Experiment(
        name,
        seed,
        data.orElseThrow(),
        augmentations,
        encoder.orElseThrow(),
        network,
        trainer.orElseThrow(),
        backend.orElseThrow(),
        given(SpecKey.BACKEND).isEmpty(),
        metrics,
        outputs,
        threads,
        activations);
  }

  private String name() {
    var node = given(SpecKey.NAME);
    var text = node.map(JsonNode::textValue).orElse("");
    if (text.isBlank() || text.length() > LONGEST_NAME) {
      binder.problem(
          "name", "an experiment needs a name: text of 1 to " + LONGEST_NAME + " characters");
    }
    return text;
  }

  private <T> Optional<T> component(SpecKey key, Class<T> spi) {
    return required(key, spi).flatMap(given -> binder.bind(spi, given, key.text()));
  }

  private Optional<JsonNode> required(SpecKey key, Class<?> spi) {
    var node = given(key);
    if (node.isEmpty()) {
      var kind = Kind.of(spi).orElseThrow();
      var known = catalogue.of(kind).stream().map(type -> type.id()).toList();
      binder.problem(key.text(), "is missing: " + kind.phrase() + Names.hint("", known));
    }
    return node;
  }

  private List<Augmentation> augmentations() {
    return given(SpecKey.AUGMENT).map(new PartKeys(binder)::augmentations).orElse(List.of());
  }

  private Optional<HardwareBackend> backend() {
    var path = SpecKey.BACKEND.text();
    var node = given(SpecKey.BACKEND);
    if (node.isPresent()) {
      return binder.bind(HardwareBackend.class, node.get(), Optional.of(STANDARD_BACKEND), path);
    }
    boolean standard = catalogue.find(Kind.BACKEND, STANDARD_BACKEND).isPresent();
    if (!standard) {
      LOG.warn("no backend '{}' is installed; using '{}'", STANDARD_BACKEND, FALLBACK_BACKEND);
    }
    var id = TextNode.valueOf(standard ? STANDARD_BACKEND : FALLBACK_BACKEND);
    return binder.bind(HardwareBackend.class, id, path);
  }

  private List<Metric> metrics() {
    return givenOrAll(SpecKey.METRICS, Metric.class);
  }

  private Outputs outputs() {
    return new Outputs(givenOrAll(SpecKey.REPORT, ReportSection.class), exporters());
  }

  private List<Exporter> exporters() {
    var path = SpecKey.EXPORT.text();
    var exporters =
        given(SpecKey.EXPORT)
            .map(node -> binder.bindAll(Exporter.class, node, path))
            .orElse(List.of());
    var ids = exporters.stream().map(ComponentId::of).toList();
    for (int i = 0; i < ids.size(); i++) {
      if (ids.indexOf(ids.get(i)) < i) {
        binder.problem(path + "[" + i + "]", ids.get(i) + " is there already; each writes once");
      }
    }
    return exporters;
  }

  /** What the spec lists, else every component of the kind that needs no parameters. */
  private <T> List<T> givenOrAll(SpecKey key, Class<T> spi) {
    var node = given(key);
    if (node.isPresent()) {
      return binder.bindAll(spi, node.get(), key.text());
    }
    return catalogue.of(Kind.of(spi).orElseThrow()).stream()
        .filter(type -> type.parameters().stream().noneMatch(ParameterInfo::required))
        .map(type -> binder.bind(spi, TextNode.valueOf(type.id()), key.text()))
        .flatMap(Optional::stream)
        .toList();
  }

  private long whole(SpecKey key, long standard, long least, long most) {
    var node = given(key);
    if (node.isEmpty()) {
      return standard;
    }
    if (node.get().canConvertToLong() && node.get().isIntegralNumber()) {
      long value = node.get().longValue();
      if (value >= least && value <= most) {
        return value;
      }
    }
    binder.problem(
        key.text(),
        "expected a whole number from %d to %d, found %s"
            .formatted(least, most, Binder.found(node.get())));
    return standard;
  }

  private void budget() {
    var node = given(SpecKey.BUDGET);
    if (node.isEmpty()) {
      return;
    }
    if (node.get() instanceof ObjectNode budget) {
      unknownKeys(budget, "budget.", List.of(MINUTES));
      double minutes = budget.path(MINUTES).asDouble(0);
      if (!budget.path(MINUTES).isNumber() || !(minutes > 0) || Double.isInfinite(minutes)) {
        binder.problem(
            "budget." + MINUTES,
            "expected a number above 0, found " + Binder.found(budget.path(MINUTES)));
      }
    } else {
      binder.problem(
          "budget", "expected a mapping such as {minutes: 10}, found " + Binder.found(node.get()));
    }
  }

  private Activations activations() {
    var node = given(SpecKey.MEMORY);
    if (node.isEmpty()) {
      return Activations.KEPT;
    }
    var text = SpecKey.MEMORY.text();
    if (node.get() instanceof ObjectNode memory) {
      unknownKeys(memory, text + ".", List.of(CHECKPOINT_ACTIVATIONS));
      var choice = memory.path(CHECKPOINT_ACTIVATIONS);
      if (choice.isBoolean()) {
        return choice.booleanValue() ? Activations.RECOMPUTED : Activations.KEPT;
      }
      binder.problem(
          text + "." + CHECKPOINT_ACTIVATIONS,
          "expected true or false, found " + Binder.found(choice));
    } else {
      binder.problem(
          text,
          "expected a mapping such as {%s: true}, found %s"
              .formatted(CHECKPOINT_ACTIVATIONS, Binder.found(node.get())));
    }
    return Activations.KEPT;
  }

  private void unknownKeys(ObjectNode node, String prefix, List<String> known) {
    Function<String, String> message =
        key -> "there is no key '" + key + "'" + Names.hint(key, known);
    node.properties().stream()
        .map(field -> field.getKey())
        .filter(key -> !known.contains(key))
        .forEach(key -> binder.problem(prefix + key, message.apply(key)));
  }

  private Optional<JsonNode> given(SpecKey key) {
    return Optional.ofNullable(root.get(key.text())).filter(node -> !node.isNull());
  }
}
