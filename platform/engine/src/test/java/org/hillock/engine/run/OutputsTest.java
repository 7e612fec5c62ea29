package org.hillock.engine.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Network;
import org.hillock.api.result.Exhibit;
import org.hillock.api.result.Exporter;
import org.hillock.api.result.ReportSection;
import org.hillock.api.result.Section;
import org.hillock.api.result.TrainedNetwork;
import org.hillock.engine.network.TestLayers.Dense;
import org.hillock.engine.network.TestLayers.Leaky;
import org.hillock.engine.run.Toys.Poisson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of a trained network besides its checkpoint. */
class OutputsTest {

  private static final int STEPS = 4;

  /** The first weights before and after training, and what the network is. */
  record FirstWeights(List<float[]> seen) implements ReportSection {
    @Override
    public Recording begin(Network network) {
      seen.add(first(network));
      return trained -> {
        seen.add(first(trained.network()));
        assertEquals(
            List.of("Dense", "Leaky"),
            trained.components().stream().map(c -> c.getClass().getSimpleName()).toList());
        var sample = trained.sample();
        assertEquals(List.of(STEPS, 1), List.of(sample.steps(), sample.batch()));
        var accuracy = trained.figures().getFirst();
        var table =
            new Exhibit.Table(
                "", List.of(accuracy.name()), List.of(List.of("" + accuracy.value())));
        return new Section("Weights", "", List.of(table));
      };
    }

    private static float[] first(Network network) {
      return network.parameters().getFirst().value().toArray();
    }
  }

  record NothingToShow() implements ReportSection {
    @Override
    public Recording begin(Network network) {
      return trained -> new Section("Empty", "a note", List.of());
    }
  }

  record FailsAtBegin() implements ReportSection {
    @Override
    public Recording begin(Network network) {
      throw new IllegalStateException("no delays here");
    }
  }

  record FailsAtFinish() implements ReportSection {
    @Override
    public Recording begin(Network network) {
      return trained -> {
        throw new IllegalStateException("no spikes either");
      };
    }
  }

  record Names() implements Exporter {
    @Override
    public void export(TrainedNetwork trained, Path folder) throws IOException {
      var names = trained.network().parameters().stream().map(p -> p.name()).toList();
      Files.write(folder.resolve("names.txt"), names);
    }
  }

  record Unable() implements Exporter {
    @Override
    public void export(TrainedNetwork trained, Path folder) {
      throw new HillockException(ErrorCode.INVALID_ARGUMENT, "layer 1.leaky has no such form");
    }
  }

  @TempDir Path folder;

  private static Experiment experiment(Outputs outputs) {
    return new ToyExperiment()
        .encoder(new Poisson(STEPS))
        .layers(new Dense(Toys.CLASSES), new Leaky())
        .outputs(outputs)
        .make();
  }

  private RunResult run(Experiment experiment, Optional<Path> from) {
    return ExperimentRunner.run(experiment, folder, folder, from, new ToyRuns.Heard(), () -> false);
  }

  @Test
  void aSectionSeesTheNetworkBeforeAndAfterTrainingAndTheFigures() {
    var section = new FirstWeights(new ArrayList<>());
    var result = run(experiment(new Outputs(List.of(section), List.of())), Optional.empty());
    assertEquals(2, section.seen().size());
    assertFalse(Arrays.equals(section.seen().get(0), section.seen().get(1)));
    var table = (Exhibit.Table) result.sections().getFirst().exhibits().getFirst();
    assertEquals("" + result.figures().getFirst().value(), table.rows().getFirst().getFirst());
  }

  @Test
  void aResumedRunShowsTheUntrainedNetworkToo() throws IOException {
    var section = new FirstWeights(new ArrayList<>());
    var experiment = experiment(new Outputs(List.of(section), List.of()));
    run(experiment, Optional.empty());
    var from =
        Files.copy(folder.resolve(ExperimentRunner.CHECKPOINT), folder.resolve("from.safetensors"));
    run(experiment, Optional.of(from));
    assertArrayEquals(section.seen().get(0), section.seen().get(2));
  }

  @Test
  void aSectionThatFailsSaysSoInItsPlaceAndOneWithoutExhibitsIsLeftOut() {
    var sections =
        List.of(new FailsAtBegin(), new NothingToShow(), (ReportSection) new FailsAtFinish());
    var shown = run(experiment(new Outputs(sections, List.of())), Optional.empty()).sections();
    assertEquals(
        List.of("fails-at-begin", "fails-at-finish"), shown.stream().map(Section::title).toList());
    var table = (Exhibit.Table) shown.getFirst().exhibits().getFirst();
    assertTrue(table.rows().getFirst().getFirst().contains("no delays here"));
  }

  @Test
  void anExporterWritesIntoAFolderOfItsOwn() throws IOException {
    run(experiment(new Outputs(List.of(), List.of(new Names()))), Optional.empty());
    var names = Files.readAllLines(folder.resolve("exports/names/names.txt"));
    assertTrue(names.contains("0.weight"), names.toString());
  }

  @Test
  void anExporterThatCannotFailsTheRunAndTheCheckpointStays() {
    var unable = experiment(new Outputs(List.of(), List.of(new Unable())));
    var e = assertThrows(HillockException.class, () -> run(unable, Optional.empty()));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    assertTrue(e.getMessage().startsWith("export unable: layer 1.leaky has no such form"));
    assertTrue(Files.exists(folder.resolve(ExperimentRunner.CHECKPOINT)));
  }
}
