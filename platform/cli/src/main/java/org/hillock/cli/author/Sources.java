package org.hillock.cli.author;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The sources of a project as they are now, and a wait for the next save. */
public final class Sources {

  private static final long LOOK_MILLIS = 150;

  private final PluginProject project;

  /** The sources of a project. */
  public Sources(PluginProject project) {
    this.project = project;
  }

  /**
   * Files with the time and size of their last save.
   *
   * @param files by path
   */
  public record Snapshot(Map<Path, Stamp> files) {

    /** A file's last save. */
    record Stamp(FileTime time, long size) {}
  }

  /** The files now. */
  public Snapshot now() throws IOException {
    var files = new HashMap<Path, Snapshot.Stamp>();
    for (var root : project.sources()) {
      if (!Files.exists(root)) {
        continue;
      }
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (!ofAnEditor(file)) {
                files.put(
                    file, new Snapshot.Stamp(attributes.lastModifiedTime(), attributes.size()));
              }
              return FileVisitResult.CONTINUE;
            }

            /** It was there a moment ago: editors save by renaming. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return new Snapshot(files);
  }

  private static boolean ofAnEditor(Path file) {
    var name = file.getFileName().toString();
    return name.startsWith(".") || name.endsWith("~");
  }

  /**
   * Waits until a file differs, and then until saving has paused. Looks instead of asking the
   * system to tell: editors save by renaming, and network folders tell nothing.
   */
  public void awaitChange(Snapshot before) throws IOException, InterruptedException {
    var last = before;
    while (true) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      var now = now();
      if (!now.equals(before) && now.equals(last)) {
        return;
      }
      last = now;
    }
  }
}
