package org.hillock.tests.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hillock.engine.component.ComponentType;
import org.hillock.testkit.Example;
import org.hillock.testkit.PluginConformance;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Every plugin of the image passes the suites that other people's plugins pass. */
@Isolated("looks at what the garbage collector has left")
final class ShippedConformanceIT {

  /** Checks that open a data set. */
  private static final Set<String> DATA_SET_CHECKS =
      Set.of(
          "missing data is an error that says what to do",
          "labels are classes it has",
          "a sample is the same whenever it is read",
          "reads on several threads at once",
          "its checksum stays");

  @Test
  void noneIsLeftOut() {
    long checked =
        Arrays.stream(getClass().getDeclaredClasses())
            .filter(type -> type.isAnnotationPresent(Nested.class))
            .count();
    assertEquals(Shipped.jars().size(), checked);
  }

  /** A plugin of the image. */
  abstract static class Conformance extends PluginConformance {

    private final String id;

    Conformance(String id) {
      this.id = id;
    }

    @Override
    protected Path jar() {
      return Shipped.jar(id);
    }
  }

  @Nested
  class Neurons extends Conformance {
    Neurons() {
      super("neurons");
    }
  }

  @Nested
  class Layers extends Conformance {
    Layers() {
      super("layers");
    }

    @Override
    protected List<Example> examples(ComponentType layer) {
      return LayerExamples.of(layer.id());
    }
  }

  @Nested
  class LearnableDelays extends Conformance {
    LearnableDelays() {
      super("learnable-delays");
    }

    @Override
    protected List<Example> examples(ComponentType layer) {
      return LayerExamples.of(layer.id());
    }
  }

  @Nested
  class IirSnn extends Conformance {
    IirSnn() {
      super("iir-snn");
    }

    @Override
    protected List<Example> examples(ComponentType component) {
      return component.id().equals("temporal-pruning")
          ? List.of(
              Example.of(
                  "{type: temporal-pruning, ann: [{type: linear, out: 20}, activation, {type:"
                      + " linear, out: 2}], ann-epochs: 2, time-steps: [7, 5], stage-epochs: 2,"
                      + " batch-size: 30, optimiser: {type: adam, rate: 1e-2}}"))
          : LayerExamples.of(component.id());
    }
  }

  @Nested
  class Encoders extends Conformance {
    Encoders() {
      super("encoders");
    }
  }

  @Nested
  class Trainers extends Conformance {
    Trainers() {
      super("trainers");
    }
  }

  @Nested
  class DataSets extends Conformance {
    DataSets() {
      super("datasets");
    }
  }

  @Nested
  class Speech extends Conformance {
    Speech() {
      super("speech");
    }

    @Override
    protected Optional<String> leftOut(ComponentType component, String check) {
      return component.id().equals("synthetic-spoken-digits") && DATA_SET_CHECKS.contains(check)
          ? Optional.of("it says 960 words first, which takes half a minute")
          : Optional.empty();
    }
  }

  @Nested
  class Augmentations extends Conformance {
    Augmentations() {
      super("augmentations");
    }
  }

  @Nested
  class Metrics extends Conformance {
    Metrics() {
      super("metrics");
    }
  }

  @Nested
  class Exporters extends Conformance {
    Exporters() {
      super("exporters");
    }
  }

  @Nested
  class Executors extends Conformance {
    Executors() {
      super("executors");
    }
  }

  @Nested
  class BackendCpu extends Conformance {
    BackendCpu() {
      super("backend-cpu");
    }
  }

  @Nested
  class BackendOneDnn extends Conformance {
    BackendOneDnn() {
      super("backend-onednn");
    }

    /** See docs/onednn.md. */
    @Override
    protected Optional<String> leftOut(ComponentType backend, String check) {
      return check.equals("the same bits at any number of threads")
          ? Optional.of("the library gives the same bits at the same number of threads only")
          : Optional.empty();
    }
  }
}
