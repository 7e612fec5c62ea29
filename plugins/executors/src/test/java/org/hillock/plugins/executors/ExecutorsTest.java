package org.hillock.plugins.executors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.hillock.api.execute.RunExecutor.Launch;
import org.hillock.engine.component.ComponentReader;
import org.junit.jupiter.api.Test;

class ExecutorsTest {

  @Test
  void everyComponentIsWellFormed() {
    var reading = ComponentReader.read(new ExecutorsPlugin().components().types());
    assertEquals(List.of(), reading.problems());
    assertEquals(2, reading.components().size());
  }

  @Test
  void niceLowersThePriority() {
    assertEquals(List.of("nice", "-n", "10"), new Nice(10).launcher(new Launch(2, 0)));
  }

  @Test
  void slurmAsksForWhatTheWorkerWillUse() {
    var slurm = new Slurm(Optional.of("cpu"), 90, 1024, List.of("--account=lab"));
    assertEquals(
        List.of(
            "srun",
            "--quiet",
            "--ntasks=1",
            "--cpus-per-task=4",
            "--mem=3072M",
            "--partition=cpu",
            "--time=90",
            "--account=lab"),
        slurm.launcher(new Launch(4, 2L << 30)));
  }

  @Test
  void whatNobodyLimitsIsLeftToTheCluster() {
    assertEquals(
        List.of("srun", "--quiet", "--ntasks=1", "--cpus-per-task=1"),
        new Slurm(Optional.empty(), 0, 4096, List.of()).launcher(new Launch(1, 0)));
  }
}
