package org.hillock.engine.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Installation;
import org.hillock.api.data.Installation.Archive;
import org.hillock.api.data.Installation.Source;
import org.hillock.api.data.Installation.Target;

/** Puts a data set's files into the data store. */
public final class DataInstaller {

  private final Installation installation;
  private final Path store;
  private final Consumer<String> progress;
  private final Clients clients;

  private DataInstaller(
      Installation installation, Path store, Consumer<String> progress, Clients clients) {
    this.installation = installation;
    this.store = store;
    this.progress = progress;
    this.clients = clients;
  }

  /**
   * Installs a data set; what is there already and has the right checksums is left alone.
   *
   * @param store the directory of installed data sets; made if missing
   * @param progress told what is being done, a line at a time
   * @return the data set's directory
   * @throws HillockException with {@code DATA_UNAVAILABLE} if no source gave all files (the message
   *     lists every source with its reason), {@code CANCELLED} if the thread was interrupted
   */
  public static Path install(Installation installation, Path store, Consumer<String> progress) {
    return install(installation, store, progress, Clients.OF_THIS_MACHINE);
  }

  static Path install(
      Installation installation, Path store, Consumer<String> progress, Clients clients) {
    try {
      return new DataInstaller(installation, store, progress, clients).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HillockException(
          ErrorCode.CANCELLED, "installing %s was cancelled".formatted(installation.name()), e);
    } catch (IOException e) {
      throw new HillockException(
          ErrorCode.DATA_UNAVAILABLE,
          "cannot install %s into %s: %s".formatted(installation.name(), store, Reason.of(e)),
          e);
    }
  }

  /** Whether all files are there; their content is not looked at. */
  public static boolean isInstalled(Installation installation, Path store) {
    var home = store.resolve(installation.name());
    return installation.files().stream()
        .allMatch(target -> Files.isRegularFile(home.resolve(target.name())));
  }

  private Path run() throws IOException, InterruptedException {
    var home = store.resolve(installation.name());
    if (isInstalled(installation, store) && wrong(home).isEmpty()) {
      progress.accept(installation.name() + " is installed already in " + home);
      return home;
    }
    Files.createDirectories(store);
    var failures = new ArrayList<String>();
    for (var source : installation.sources()) {
      var work = Files.createTempDirectory(store, "." + installation.name() + "-");
      try {
        var staged = Files.createDirectory(work.resolve("staged"));
        fetch(source, work, staged);
        var wrong = wrong(staged);
        if (wrong.isEmpty()) {
          Folders.replace(home, staged, work.resolve("old"));
          progress.accept(installation.name() + " is installed in " + home);
          return home;
        }
        failures.add(name(source) + ": " + String.join("; ", wrong));
      } catch (IOException e) {
        failures.add(name(source) + ": " + Reason.of(e));
      } finally {
        Folders.delete(work);
      }
      progress.accept(failures.getLast());
    }
    throw new HillockException(
        ErrorCode.DATA_UNAVAILABLE,
        "cannot install %s; tried%n  %s"
            .formatted(installation.name(), String.join(System.lineSeparator() + "  ", failures)));
  }

  private void fetch(Source source, Path work, Path staged)
      throws IOException, InterruptedException {
    progress.accept("trying " + name(source));
    switch (source) {
      case Source.Download(var addresses) -> {
        for (int i = 0; i < addresses.size(); i++) {
          var packed = work.resolve("download-" + i);
          Download.get(addresses.get(i), packed, progress);
          Unpacking.copy(packed, staged.resolve(installation.files().get(i).name()));
          progress.accept("got " + addresses.get(i));
        }
      }
      case Source.DebianPackage debian ->
          collect(clients.debian(debian.name(), work).resolve(debian.folder()), staged);
      case Source.NpmPackage npm ->
          collect(clients.npm(npm.name(), npm.version(), work).resolve(npm.folder()), staged);
      case Source.Archives(var archives) -> {
        for (var archive : archives) {
          unpack(archive, Files.createTempDirectory(work, "archive-"), staged);
        }
      }
    }
  }

  private void unpack(Archive archive, Path work, Path staged)
      throws IOException, InterruptedException {
    var packed = work.resolve("archive");
    Download.get(archive.address(), packed, progress);
    String is = Checksum.like(archive.checksum(), packed);
    if (!is.equals(archive.checksum())) {
      throw new IOException(
          "%s has the checksum %s, expected %s"
              .formatted(archive.address(), is, archive.checksum()));
    }
    progress.accept("unpacking " + archive.address());
    var files = Files.createDirectory(work.resolve("files"));
    if (archive.address().endsWith(".zip")) {
      Unpacking.zip(packed, files);
    } else {
      clients.unpack(packed, files);
    }
    try (var all = Files.list(files.resolve(archive.folder()))) {
      for (var file : all.toList()) {
        Files.move(file, staged.resolve(file.getFileName()));
      }
    }
  }

  private void collect(Path folder, Path staged) throws IOException {
    for (var target : installation.files()) {
      var plain = folder.resolve(target.name());
      var packed = folder.resolve(target.name() + ".gz");
      var found = Files.isRegularFile(plain) ? plain : packed;
      if (!Files.isRegularFile(found)) {
        throw new IOException("the package has no file " + target.name());
      }
      Unpacking.copy(found, staged.resolve(target.name()));
    }
  }

  private List<String> wrong(Path folder) throws IOException {
    var wrong = new ArrayList<String>();
    for (Target target : installation.files()) {
      var file = folder.resolve(target.name());
      if (!Files.isRegularFile(file)) {
        wrong.add("there is no " + target.name());
      } else if (target.sha256().isPresent()) {
        String expected = target.sha256().get();
        String is = Checksum.of(file);
        if (!is.equals(expected)) {
          wrong.add("%s has SHA-256 %s, expected %s".formatted(target.name(), is, expected));
        }
      }
    }
    return wrong;
  }

  private static String name(Source source) {
    return switch (source) {
      case Source.Download(var addresses) -> "download from " + addresses.getFirst();
      case Source.Archives(var archives) -> "archive " + archives.getFirst().address();
      case Source.DebianPackage debian -> "Debian package " + debian.name();
      case Source.NpmPackage npm -> "npm package %s@%s".formatted(npm.name(), npm.version());
    };
  }
}
