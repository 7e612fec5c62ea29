package org.hillock.lab.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything needed to run a specification again with the same result; fixed when a run is queued,
 * but for {@code execution}, which is known when the run's process has opened its hardware.
 *
 * @param run the id of the run
 * @param spec the specification with all overrides applied, canonical
 * @param specSha256 of its canonical JSON
 * @param seed what every random number derives from
 * @param dataSha256 checksum of the data and their split
 * @param splitDescription how the data are split
 * @param plugins every plugin the run may use
 * @param hillock version of Hillock
 * @param spi version of the interfaces plugins are compiled against
 * @param jvm vendor, name and version of the Java virtual machine
 * @param machine operating system and processor architecture
 * @param vectorBits width of the vector registers; 0 without the vector module
 * @param jvmFlags flags of the process that runs it; empty: run inside the one that queued it
 * @param launcher what stood before its command, as an executor said; empty: nothing
 * @param resumedFrom the run it goes on from; empty if from the start
 * @param repeats the run it repeats; empty if none
 * @param differences what is different from where that run was queued or computed, for people
 * @param execution what computed the run; empty before it began
 */
public record Manifest(
    String run,
    JsonNode spec,
    String specSha256,
    long seed,
    String dataSha256,
    String splitDescription,
    List<Pin> plugins,
    String hillock,
    String spi,
    String jvm,
    String machine,
    int vectorBits,
    List<String> jvmFlags,
    List<String> launcher,
    String resumedFrom,
    String repeats,
    List<String> differences,
    Instant created,
    Optional<Execution> execution) {

  /**
   * A plugin in exactly one content.
   *
   * @param sha256 of its jar
   */
  public record Pin(String id, String version, String sha256) {}

  /**
   * What computed a run, as its process said.
   *
   * @param backend the id of the backend asked for, else of the default
   * @param plugin the plugin that backend is of, and its version; empty: it is Hillock's own
   * @param device what computed, with the versions of libraries
   * @param substitution why another backend computed than that one; empty if that one did
   * @param threads how many it could use
   * @param jvm vendor, name and version of the process's Java virtual machine
   * @param machine its operating system and processor architecture
   * @param vectorBits width of its vector registers
   */
  public record Execution(
      String backend,
      String plugin,
      String device,
      String substitution,
      int threads,
      String jvm,
      String machine,
      int vectorBits) {}

  public Manifest {
    plugins = List.copyOf(plugins);
    jvmFlags = List.copyOf(jvmFlags);
    // Manifests of Hillock 0.1.0 have none of these.
    launcher = List.copyOf(Objects.requireNonNullElse(launcher, List.of()));
    repeats = Objects.requireNonNullElse(repeats, "");
    differences = List.copyOf(Objects.requireNonNullElse(differences, List.of()));
    execution = Objects.requireNonNullElse(execution, Optional.empty());
  }

  /** The same with what computes it, and what is different by that. */
  public Manifest computedBy(Execution computing, List<String> moreDifferences) {
    var all = Stream.concat(differences.stream(), moreDifferences.stream()).distinct().toList();
    return with(run, resumedFrom, all, created, Optional.of(computing));
  }

  /** The same for another run that goes on from this one's checkpoint. */
  public Manifest resumedAs(String newRun, Instant now) {
    return with(newRun, run, differences, now, Optional.empty());
  }

  private Manifest with(
      String run,
      String resumedFrom,
      List<String> differences,
      Instant created,
      Optional<Execution> execution) {
    return new Manifest(
        run,
        spec,
        specSha256,
        seed,
        dataSha256,
        splitDescription,
        plugins,
        hillock,
        spi,
        jvm,
        machine,
        vectorBits,
        jvmFlags,
        launcher,
        resumedFrom,
        repeats,
        differences,
        created,
        execution);
  }
}
