package org.hillock.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.lab.Lab;
import org.hillock.lab.record.Caller;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.Run;
import org.hillock.lab.record.RunState;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A run once more after its plugin was updated. */
@ResourceLock(Labs.WORKERS)
final class RepeatIT {

  @TempDir Path folder;
  private Lab lab;

  @BeforeEach
  void open() {
    lab = Lab.open(Labs.config(folder).withWorkers(3, 1, List.of("-Xmx512m")));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private void install(PluginJar plugin) throws IOException {
    try (var jar = Files.newInputStream(plugin.write(folder.resolve("upload.jar")))) {
      lab.plugins().install(jar, "upload.jar", "", Caller.inProcess("tester"));
    }
  }

  private Run submit(String surrogate) {
    return lab.runs()
        .submit(Labs.digits(2).withOverrides(Map.of("network[2].surrogate", surrogate)));
  }

  private String checkpoint(Run run) throws InterruptedException {
    Labs.ended(lab, run.id(), RunState.SUCCEEDED);
    return lab.results().artefact(run.id(), "checkpoint.safetensors").sha256();
  }

  private Manifest manifest(Run run) {
    return Json.read(lab.runs().get(run.id()).manifest().orElseThrow(), Manifest.class);
  }

  /** Three runs compute side by side: two versions of one plugin, a library in three versions. */
  @Test
  void aRunIsRepeatedToTheSameBytesBesideRunsOfNewerVersions() throws Exception {
    install(PluginJar.surrogateByLibrary("demo", "1.0.0", "wave", 2));
    var first = submit("wave");
    var expected = checkpoint(first);

    install(PluginJar.surrogateByLibrary("demo", "2.0.0", "wave", 3));
    install(PluginJar.surrogateByLibrary("other", "1.0.0", "ripple", 5));
    var repeated = lab.runs().repeat(first.id(), "once");
    var updated = submit("wave");
    var other = submit("ripple");
    assertEquals(repeated.id(), lab.runs().repeat(first.id(), "once").id());
    assertEquals(manifest(first).plugins(), manifest(repeated).plugins());
    assertEquals(first.id(), manifest(repeated).repeats());

    assertEquals(expected, checkpoint(repeated));
    assertNotEquals(expected, checkpoint(updated));
    assertNotEquals(expected, checkpoint(other));
    assertNotEquals(checkpoint(updated), checkpoint(other));

    var pin = manifest(first).plugins().stream().filter(p -> p.id().equals("demo")).findFirst();
    Files.delete(folder.resolve("home/plugins").resolve(pin.orElseThrow().sha256() + ".jar"));
    var error = assertThrows(HillockException.class, () -> lab.runs().repeat(first.id(), ""));
    assertEquals(ErrorCode.CORRUPT_FILE, error.code());
    assertTrue(error.getMessage().contains("plugin demo 1.0.0 is missing"), error.getMessage());
  }
}
