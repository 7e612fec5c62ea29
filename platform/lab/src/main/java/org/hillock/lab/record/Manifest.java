package org.hillock.lab.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Everything needed to run a specification again with the same result; fixed when a run is queued.
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
 * @param differences what is different from where that run was queued, for people
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
    Instant created) {

  /**
   * A plugin in exactly one content.
   *
   * @param sha256 of its jar
   */
  public record Pin(String id, String version, String sha256) {}

  public Manifest {
    plugins = List.copyOf(plugins);
    jvmFlags = List.copyOf(jvmFlags);
    // Manifests of Hillock 0.1.0 have none of these.
    launcher = List.copyOf(Objects.requireNonNullElse(launcher, List.of()));
    repeats = Objects.requireNonNullElse(repeats, "");
    differences = List.copyOf(Objects.requireNonNullElse(differences, List.of()));
  }

  /** The same for another run that goes on from this one's checkpoint. */
  public Manifest resumedAs(String newRun, Instant now) {
    return new Manifest(
        newRun,
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
        run,
        repeats,
        differences,
        now);
  }
}
