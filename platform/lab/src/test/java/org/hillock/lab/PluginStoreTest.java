package org.hillock.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hillock.api.ErrorCode;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.PluginDescriptor;
import org.hillock.lab.store.Store;
import org.hillock.lab.worker.HostInspector;
import org.hillock.lab.worker.Inspector;
import org.hillock.lab.worker.WorkerMessage.Moved;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginStoreTest {

  @TempDir Path folder;

  /** The jars that the inspector has in service, as it says. */
  private final Set<String> inService = ConcurrentHashMap.newKeySet();

  private final PluginSet set = new PluginSet();
  private PluginFiles files;
  private Inspector inspector;
  private Store database;
  private PluginStore store;

  @BeforeEach
  void open() throws IOException {
    var home = new Home(folder);
    Files.createDirectories(home.plugins());
    files = new PluginFiles(home);
    database = Store.open(home.database());
    inspector = new HostInspector(home, "inspector", this::moved, _ -> {});
    store = new PluginStore(files, database, set, inspector, Clock.systemUTC());
  }

  private void moved(Moved move) {
    switch (move.state()) {
      case ACTIVE -> inService.add(move.sha256());
      case DRAINING -> inService.remove(move.sha256());
      default -> {}
    }
  }

  @AfterEach
  void close() {
    inspector.close();
    database.close();
  }

  private String uploaded(String version) throws IOException {
    var jar = PluginJar.surrogate("demo", version, "wave", 2).write(folder.resolve(version));
    return RunFolder.sha256(jar);
  }

  private void install(String version, String sha256) throws IOException {
    var part = Files.copy(folder.resolve(version), files.part());
    store.install(part, "demo.jar", sha256, "tester");
  }

  private void failsToInstall(String version, String sha256) throws IOException {
    var obstacle = files.home().descriptor(sha256).resolveSibling(sha256 + ".json.part");
    Files.createDirectory(obstacle);
    var error = assertThrows(LabException.class, () -> install(version, sha256));
    assertEquals(ErrorCode.RESOURCE_EXHAUSTED, error.code(), error.getMessage());
    Files.delete(obstacle);
  }

  @Test
  void whatWasComingInWhenAServerStoppedIsRemoved() throws IOException {
    var kept = uploaded("1.0.0");
    install("1.0.0", kept);
    Files.writeString(files.part(), "half a jar");
    Files.writeString(files.home().descriptor(kept).resolveSibling(kept + ".json.part"), "{");
    store.restore(Optional.empty());
    try (var left = Files.list(files.home().plugins())) {
      assertEquals(
          Set.of(files.home().jar(kept), files.home().descriptor(kept)),
          left.collect(Collectors.toSet()));
    }
  }

  @Test
  void anInstallationThatCannotBeCompletedLeavesTheInspectorAsItWas() throws IOException {
    var old = uploaded("1.0.0");
    failsToInstall("1.0.0", old);
    assertEquals(Set.of(), inService);

    install("1.0.0", old);
    var update = uploaded("2.0.0");
    failsToInstall("2.0.0", update);
    assertEquals(Set.of(old), inService);

    Files.delete(files.home().jar(old));
    failsToInstall("2.0.0", update);
    assertEquals(Set.of(), inService);
    assertEquals(List.of(), set.active());

    install("2.0.0", update);
    assertEquals(Set.of(update), inService);
    assertEquals(List.of(update), set.active().stream().map(PluginDescriptor::sha256).toList());
  }
}
