package org.hillock.tests.plugins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.hillock.testkit.PluginConformance;
import org.hillock.testkit.PluginTestKit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guide's code is compiled, conforms and trains; its excerpts are those of the samples. */
@Isolated("looks at what the garbage collector has left")
final class GuideIT {

  /** The plugin of a page. */
  abstract static class Conformance extends PluginConformance {

    private final GuidePage page;
    @TempDir Path folder;

    Conformance(String page) {
      this.page = new GuidePage(page);
    }

    @Override
    protected Path jar() {
      return page.jar(folder);
    }

    @Test
    void itsTestsCompile() {
      page.compileTests(folder);
    }

    @Test
    void itsExperimentLearns() {
      try (var kit = PluginTestKit.plugin(jar()).start()) {
        var experiments = page.blocks("yaml");
        assertFalse(experiments.isEmpty());
        for (var experiment : experiments) {
          var run = kit.run(experiment);
          assertTrue(run.figure("test_accuracy") > 0.85, () -> "" + run.result().figures());
        }
      }
    }
  }

  @Nested
  class Neuron extends Conformance {
    Neuron() {
      super("neuron");
    }
  }

  @Nested
  class Layer extends Conformance {
    Layer() {
      super("layer");
    }
  }

  @Nested
  class Trainer extends Conformance {
    Trainer() {
      super("trainer");
    }
  }

  @ParameterizedTest
  @CsvSource({"backend, toy-chip", "paper, legendre-memory"})
  void excerptsAreThoseOfTheSample(String page, String sample) {
    assertFalse(new GuidePage(page).blocks("java").isEmpty());
    assertEquals(List.of(), new GuidePage(page).strangers(sample));
  }
}
