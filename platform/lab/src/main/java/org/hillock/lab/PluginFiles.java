package org.hillock.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.PluginDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jars in the home, each under its SHA-256, and beside it what it offers. */
record PluginFiles(Home home) {

  private static final Logger LOG = LoggerFactory.getLogger(PluginFiles.class);

  /** A descriptor as it is kept, with the version of Hillock that read it from the jar. */
  private record Kept(String hillock, PluginDescriptor plugin) {}

  /** A file that is coming in. */
  Path part() {
    return home.plugins().resolve("." + Ids.next('u') + ".part");
  }

  /** Removes what was coming in when an earlier server stopped. */
  void removeParts() throws IOException {
    try (var parts = Files.newDirectoryStream(home.plugins(), "*.part")) {
      for (var part : parts) {
        Files.delete(part);
      }
    }
  }

  boolean has(String sha256) {
    return Files.exists(home.jar(sha256));
  }

  /** Keeps a jar under its SHA-256. */
  void keep(Path part, String sha256) throws IOException {
    Files.move(part, home.jar(sha256), StandardCopyOption.ATOMIC_MOVE);
  }

  /** What a jar offers, if that is known to this version of Hillock. */
  Optional<PluginDescriptor> describe(String sha256) {
    var file = home.descriptor(sha256);
    if (!has(sha256) || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var kept = Json.read(Files.readString(file), Kept.class);
      return Optional.of(kept)
          .filter(k -> k.hillock().equals(Facts.hillock()) && k.plugin().sha256().equals(sha256))
          .map(Kept::plugin);
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("what the jar {} offers is read from it anew: {}", sha256, e.getMessage());
      return Optional.empty();
    }
  }

  /** Takes over what an image says of a jar of its own, if it does and nothing is known yet. */
  void adopt(Path descriptor, String sha256) throws IOException {
    if (Files.exists(descriptor) && describe(sha256).isEmpty()) {
      Files.copy(descriptor, home.descriptor(sha256), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Keeps what a jar offers, so that next time it need not be loaded to know. */
  void describe(PluginDescriptor plugin) {
    var file = home.descriptor(plugin.sha256());
    var part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, Json.write(new Kept(Facts.hillock(), plugin)));
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LabException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "what the plugin %s offers cannot be written down: %s"
              .formatted(plugin.label(), e.getMessage()),
          e);
    }
  }

  /** Removes a jar. */
  void drop(String sha256) {
    try {
      Files.deleteIfExists(home.jar(sha256));
      Files.deleteIfExists(home.descriptor(sha256));
    } catch (IOException e) {
      LOG.warn("the unused jar {} cannot be removed", sha256, e);
    }
  }
}
