package org.hillock.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.data.Split;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.run.Experiment;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.run.Predictor;
import org.hillock.engine.spec.DryBuild;
import org.hillock.engine.spec.Spec;
import org.hillock.engine.spec.SpecException;
import org.hillock.tests.plugins.Silent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples of two parts, from the spec to predictions. */
class TwoViewsTest {

  @TempDir private Path folder;

  private static Spec example() throws IOException {
    return Spec.parse(
        Files.readString(Path.of("..", "distribution", "examples", "digits-two-views.yaml")));
  }

  private static Experiment with(Map<String, String> changes) throws IOException {
    return example().withOverrides(changes).bind(ExamplesTest.shipped());
  }

  @Test
  void aCheckpointKnowsThePartsAndPredictsWhatTheTestSaw() throws IOException {
    var experiment =
        with(
            Map.of(
                "trainer",
                "{type: bptt, epochs: 1, batch-size: 32, loss: cross-entropy-membrane, optimiser:"
                    + " {type: adam, rate: 1e-2}}",
                "network",
                "[{type: flatten, input: data.image, name: seen}, {type: linear, out: 32, input:"
                    + " data.rows, name: read}, {type: concatenate, input: [seen, read]}, lif,"
                    + " {type: linear, out: 10}, leaky-integrator]",
                "encoder.image",
                "{type: direct, steps: 8}"));
    var result =
        ExperimentRunner.run(
            experiment, folder, folder, Optional.empty(), new Silent(), () -> false);
    double accuracy = result.figures().getFirst().value();
    assertTrue(accuracy > 0.5, () -> "learns from both: " + accuracy);
    try (var predictor = Predictor.open(experiment, result.checkpoint());
        var samples = experiment.data().open(folder);
        var arena = Arena.ofConfined()) {
      assertEquals("image of 8×8×1, rows of 8 steps of 8", predictor.inputShape().toString());
      assertEquals(samples.shape(), predictor.inputShape());
      int count = samples.size(Split.TEST);
      var all =
          Tensor.of(
              arena.allocate(count * 128L * Float.BYTES, 64),
              samples.shape().tensor().prepend(count));
      int correct = 0;
      for (int i = 0; i < count; i++) {
        samples.read(Split.TEST, i, all.at(i));
      }
      var classes = predictor.predict(all.toArray(), count, 0).classes();
      for (int i = 0; i < count; i++) {
        correct += classes[i] == samples.label(Split.TEST, i) ? 1 : 0;
      }
      assertEquals(accuracy, (double) correct / count, 1e-9);
    }
  }

  @Test
  void wrongPartsAreRefusedBeforeTheRun() throws IOException {
    refused(
        "network[0]: conv2d: the data have no part 'imag'; did you mean image?",
        Map.of("network[0].input", "data.imag"));
    refused(
        "encoder: part 'rows' of the data has no encoder; its shape is 8 steps of 8",
        Map.of("encoder", "{image: {type: direct, steps: 8}}"));
    refused(
        "encoder: parts of a sample must become sequences of equal length, but image has 1 time"
            + " steps, rows has 8 time steps; choose the encoders, or the data's own steps,"
            + " accordingly",
        Map.of("encoder", "direct"));
    refused(
        "augment[0]: the data have no part 'sound'; known: image, rows",
        Map.of("augment", "{sound: [{type: drop, probability: 0.1}]}"));
  }

  private void refused(String problem, Map<String, String> changes) throws IOException {
    var experiment = with(changes);
    var e = assertThrows(SpecException.class, () -> DryBuild.check(experiment, folder));
    assertEquals(problem, e.problems().getFirst().toString());
  }
}
