package org.hillock.cli.author;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarFile;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.HillockPlugin;

/**
 * A plugin's project.
 *
 * @param folder where its {@code pom.xml} lies, absolute
 */
public record PluginProject(Path folder) {

  private static final String POM = "pom.xml";

  /** The project in a folder. */
  public static PluginProject in(Path folder) {
    if (!Files.isRegularFile(folder.resolve(POM))) {
      throw new HillockException(
          ErrorCode.NOT_FOUND,
          "there is no %s in %s; 'hillock plugin new NAME' writes a project"
              .formatted(POM, folder.toAbsolutePath().normalize()));
    }
    return new PluginProject(folder.toAbsolutePath().normalize());
  }

  /** What the plugin is built from. */
  List<Path> sources() {
    return List.of(folder.resolve(POM), folder.resolve("src/main"));
  }

  /** The plugin's jar, the one built last. */
  public Path jar() throws IOException {
    try (var files = Files.list(folder.resolve("target"))) {
      return files
          .filter(file -> file.toString().endsWith(".jar") && isPlugin(file))
          .max(Comparator.comparing(file -> file.toFile().lastModified()))
          .orElseThrow(
              () ->
                  new HillockException(
                      ErrorCode.FAILED_PRECONDITION,
                      "the build made no plugin in %s; is there a class with @HillockPlugin in the"
                              .formatted(folder.resolve("target"))
                          + " package that the property plugin.package names?"));
    }
  }

  private static boolean isPlugin(Path file) {
    try (var jar = new JarFile(file.toFile())) {
      var manifest = jar.getManifest();
      var capabilities =
          manifest == null ? null : manifest.getMainAttributes().getValue("Provide-Capability");
      return capabilities != null && capabilities.contains(HillockPlugin.NAMESPACE);
    } catch (IOException _) {
      return false;
    }
  }
}
