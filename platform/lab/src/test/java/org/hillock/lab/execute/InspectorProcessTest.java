package org.hillock.lab.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hillock.engine.spec.Spec;
import org.hillock.engine.spec.SpecException;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.PluginDescriptor;
import org.hillock.lab.worker.Inspector;
import org.hillock.lab.worker.WorkerMessage.Moved;
import org.hillock.pluginhost.JvmFlags;
import org.hillock.pluginhost.testing.PluginJar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InspectorProcessTest {

  @TempDir Path folder;

  private final List<String> lost = new CopyOnWriteArrayList<>();

  @BeforeEach
  void makeHome() throws IOException {
    Files.createDirectories(new Home(folder).plugins());
  }

  private final class Losses implements Inspector.Listener {

    @Override
    public void moved(Moved move) {}

    @Override
    public void lost(String sha256, String why) {
      lost.add(sha256);
    }

    @Override
    public void ended() {}
  }

  private PluginDescriptor plugin(String id, String construction) throws Exception {
    var jar =
        PluginJar.of(id, "1.0.0").entry(construction).component("Wave", id + "-wave", 1).bytes();
    var sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
    Files.write(new Home(folder).jar(sha256), jar);
    return new PluginDescriptor(id, "1.0.0", sha256, "", List.of());
  }

  private static String pause(int millis) {
    return "try { Thread.sleep(%d); } catch (InterruptedException e) { return; }".formatted(millis);
  }

  private PluginDescriptor culprit() throws Exception {
    return plugin(
        "culprit", "new Thread(() -> { %s System.exit(3); }).start();".formatted(pause(100)));
  }

  /** It takes longer to load than the culprit lets the process live. */
  private PluginDescriptor innocent() throws Exception {
    return plugin("innocent", pause(600));
  }

  private Inspector inspector() {
    var flags = JvmFlags.needed();
    var limit = Duration.ofSeconds(30);
    return new InspectorProcess(
        new Home(folder), flags, limit, limit, new Quota(1 << 28), new Losses());
  }

  @Test
  void aPluginThatEndsTheProcessLaterCostsNoOtherItsPlace() throws Exception {
    var culprit = culprit();
    try (var inspector = inspector()) {
      inspector.restore(culprit);
      inspector.restore(innocent());
      var spec = Spec.parse("{name: x, data: none, encoder: e, network: [n], trainer: t}");
      assertThrows(SpecException.class, () -> inspector.check(spec));
      assertEquals(List.of(culprit.sha256()), lost);
    }
  }

  @Test
  void aRequestThatAPluginInServiceSpoilsIsServedWithoutIt() throws Exception {
    var culprit = culprit();
    var innocent = innocent();
    try (var inspector = inspector()) {
      inspector.restore(culprit);
      assertEquals("innocent", inspector.install(innocent.sha256(), "innocent.jar").id());
      assertEquals(List.of(culprit.sha256()), lost);
    }
  }
}
