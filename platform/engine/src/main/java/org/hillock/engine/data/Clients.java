package org.hillock.engine.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The package clients of a machine, as commands. */
record Clients(String aptGet, String dpkgDeb, String npm, String tar) {

  static final Clients OF_THIS_MACHINE = new Clients("apt-get", "dpkg-deb", "npm", "tar");

  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** Gets and unpacks a Debian package without installing it; returns the root of its files. */
  Path debian(String name, Path work) throws IOException, InterruptedException {
    var files = Files.createDirectory(work.resolve("debian"));
    run(List.of(aptGet, "download", name), files);
    var root = Files.createDirectory(work.resolve("root"));
    run(List.of(dpkgDeb, "-x", only(files, "*.deb").toString(), root.toString()), files);
    return root;
  }

  /** Gets and unpacks an npm package without running its scripts; returns the root of its files. */
  Path npm(String name, String version, Path work) throws IOException, InterruptedException {
    var files = Files.createDirectory(work.resolve("npm"));
    run(List.of(npm, "pack", "--ignore-scripts", name + "@" + version), files);
    run(List.of(tar, "-xzf", only(files, "*.tgz").toString()), files);
    return files.resolve("package");
  }

  /** Unpacks a compressed tar archive. */
  void unpack(Path archive, Path folder) throws IOException, InterruptedException {
    run(List.of(tar, "-xzf", archive.toString(), "-C", folder.toString()), archive.getParent());
  }

  private static Path only(Path folder, String pattern) throws IOException {
    try (var found = Files.newDirectoryStream(folder, pattern)) {
      for (var file : found) {
        return file;
      }
    }
    throw new IOException("the client left no file " + pattern);
  }

  private static void run(List<String> command, Path folder)
      throws IOException, InterruptedException {
    var log = folder.resolve("client.log");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException e) {
      throw new IOException("there is no command %s here".formatted(command.getFirst()), e);
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IOException(
            "%s did not end within %d minutes".formatted(command.getFirst(), LIMIT.toMinutes()));
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "%s failed with exit code %d: %s"
              .formatted(String.join(" ", command), process.exitValue(), lastLine(log)));
    }
  }

  private static String lastLine(Path log) throws IOException {
    var lines = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "no output" : lines.getLast();
  }
}
