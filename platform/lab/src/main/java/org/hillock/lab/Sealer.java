package org.hillock.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hillock.engine.spec.Spec;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.Jvm;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.worker.ExecutorChoice;
import org.hillock.lab.worker.Inspector;
import org.hillock.lab.worker.WorkerMessage.Checked;

/**
 * Has specifications checked, and seals what a run of them is.
 *
 * @param jvmFlags of the process that will run them
 * @param executor how that process is started; empty: as a child of this one
 */
record Sealer(Inspector inspector, List<String> jvmFlags, Optional<ExecutorChoice> executor) {

  /**
   * Checks a specification.
   *
   * @throws org.hillock.api.HillockException with everything that is wrong
   */
  void check(Spec spec) {
    inspector.check(spec);
  }

  /**
   * What will stand before the command of a run's process.
   *
   * @throws org.hillock.api.HillockException if there is no such executor
   */
  List<String> launcher() {
    return executor.map(inspector::launcher).orElse(List.of());
  }

  /** Checks a specification and seals it for a run. */
  Manifest seal(String run, Spec spec, Instant now) {
    var json = Json.read(spec.json(), JsonNode.class);
    return here(
        run, json, spec.sha256(), inspector.check(spec), jvmFlags, launcher(), "", List.of(), now);
  }

  /**
   * A manifest of a run from the start on this machine.
   *
   * @param repeats the run it repeats; empty if none
   * @param differences what is different from where that was
   */
  static Manifest here(
      String run,
      JsonNode spec,
      String specSha256,
      Checked checked,
      List<String> jvmFlags,
      List<String> launcher,
      String repeats,
      List<String> differences,
      Instant now) {
    return new Manifest(
        run,
        spec,
        specSha256,
        checked.seed(),
        checked.dataSha256(),
        checked.splitDescription(),
        checked.plugins(),
        Facts.hillock(),
        Facts.spi(),
        Jvm.name(),
        Jvm.machine(),
        Jvm.vectorBits(),
        jvmFlags,
        launcher,
        "",
        repeats,
        differences,
        now,
        Optional.empty());
  }
}
