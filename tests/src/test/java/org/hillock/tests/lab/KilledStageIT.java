package org.hillock.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hillock.lab.Lab;
import org.hillock.lab.record.MetricPoint;
import org.hillock.lab.record.NewRun;
import org.hillock.lab.record.PageRequest;
import org.hillock.lab.record.RunEvent;
import org.hillock.lab.record.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A training of several stages whose worker is killed with {@code kill -9}. */
@ResourceLock(Labs.WORKERS)
final class KilledStageIT {

  private static final String INSIDE = "t3_train_loss";
  private static final String AFTER = "t1_train_loss";

  @TempDir Path folder;

  private static NewRun pruning() {
    return NewRun.of(
        """
        name: pruning
        data: digits
        encoder: {type: direct, steps: 1}
        network: [{type: vgg, depth: 5, classes: 10, width: 0.05, hidden: [16], neuron: learnable-lif}]
        trainer:
          type: temporal-pruning
          ann: [{type: vgg, depth: 5, classes: 10, width: 0.05, hidden: [16]}]
          ann-epochs: 1
          search-images: 32
          search-steps: 3
          time-steps: [3, 1]
          stage-epochs: 3
          batch-size: 32
        """);
  }

  @Test
  void aWorkerKilledInsideAStageResumesToTheBytesOfAnUndisturbedRun() throws Exception {
    try (var lab = Lab.open(Labs.config(folder, "iir-snn"))) {
      var whole = lab.runs().submit(pruning());
      Labs.ended(lab, whole.id(), RunState.SUCCEEDED);

      var killed = lab.runs().submit(pruning());
      untilSavedWithin(lab, killed.id());
      Labs.workers().forEach(ProcessHandle::destroyForcibly);
      var error = Labs.ended(lab, killed.id(), RunState.FAILED).error().orElseThrow();
      assertTrue(error.message().contains("signal 9"), error.message());
      assertEquals(List.of(), epochs(lab, killed.id(), AFTER), "the stage had ended");

      var resumed = lab.runs().resume(killed.id());
      Labs.ended(lab, resumed.id(), RunState.SUCCEEDED);
      var again = epochs(lab, resumed.id(), INSIDE);
      assertTrue(!again.isEmpty() && again.size() < 3, () -> "not within the stage: " + again);
      for (var file : List.of("checkpoint.safetensors", "stages/t3.safetensors")) {
        assertEquals(sha256(lab, whole.id(), file), sha256(lab, resumed.id(), file), file);
      }
    }
  }

  /** An epoch's point comes before its checkpoint: the second one tells that the first is saved. */
  private static void untilSavedWithin(Lab lab, String run) throws InterruptedException {
    int points = 0;
    try (var reader = lab.results().watch(run, 0, Set.of(RunEvent.Kind.POINT))) {
      while (points < 2 && !reader.isEnded()) {
        for (var event : reader.next(Duration.ofSeconds(1))) {
          points += event instanceof RunEvent.Point p && p.series().equals(INSIDE) ? 1 : 0;
        }
      }
    }
    assertTrue(points >= 2, () -> "the run ended: " + lab.runs().get(run));
  }

  private static List<Integer> epochs(Lab lab, String run, String series) {
    return lab.results().series(run).stream()
        .filter(s -> s.key().equals(series))
        .flatMap(s -> lab.results().points(run, s.key(), PageRequest.FIRST).items().stream())
        .map(MetricPoint::epoch)
        .toList();
  }

  private static String sha256(Lab lab, String run, String file) {
    return lab.results().artefact(run, file).sha256();
  }
}
