package org.hillock.cli.author;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * The files a plugin's project begins with: those of the Maven archetype, which is read here
 * without Maven. They use nothing of its template language but {@code ${name}} in texts and {@code
 * __name__} in paths; what lies under {@code kinds/KIND} is laid over the rest.
 */
public final class Template {

  private static final String ROOT = "archetype-resources/";
  private static final String KINDS = "kinds/";

  private final Path archetype;

  /**
   * A template.
   *
   * @param archetype the archetype's jar
   */
  public Template(Path archetype) {
    this.archetype = archetype;
  }

  /** What a plugin can begin with, for example {@code neuron}. */
  public List<String> kinds() throws IOException {
    try (var jar = new JarFile(archetype.toFile())) {
      return jar.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.startsWith(ROOT + KINDS))
          .map(name -> name.substring((ROOT + KINDS).length()))
          .filter(name -> name.contains("/"))
          .map(name -> name.substring(0, name.indexOf('/')))
          .distinct()
          .sorted()
          .toList();
    }
  }

  /**
   * Writes the project.
   *
   * @param folder made with all above it
   * @return the files written, relative to the folder, sorted
   */
  public List<Path> write(Path folder, ProjectNames names) throws IOException {
    var written = new ArrayList<Path>();
    var chosen = KINDS + names.kind() + "/";
    try (var jar = new JarFile(archetype.toFile())) {
      for (var entry : jar.stream().filter(e -> !e.isDirectory()).toList()) {
        if (!entry.getName().startsWith(ROOT)) {
          continue;
        }
        var name = entry.getName().substring(ROOT.length());
        if (name.startsWith(chosen)) {
          name = name.substring(chosen.length());
        } else if (name.startsWith(KINDS)) {
          continue;
        }
        var path = Path.of(names.inPath(name));
        var text = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        var target = folder.resolve(path);
        Files.createDirectories(target.getParent());
        Files.writeString(target, names.inText(text));
        written.add(path);
      }
    }
    return written.stream().sorted().toList();
  }
}
