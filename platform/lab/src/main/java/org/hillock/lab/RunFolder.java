package org.hillock.lab;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.LogTail;
import org.hillock.lab.store.ArtefactTable;

/** The files of a run. */
record RunFolder(Path folder) {

  /** Every file, ordered by path, but not those being written. */
  List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var walk = Files.walk(folder)) {
      return walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !file.getFileName().toString().endsWith(".part"))
          .sorted()
          .toList();
    }
  }

  /** The path under which a file is known. */
  String path(Path file) {
    var parts = new ArrayList<String>();
    folder.relativize(file).forEach(part -> parts.add(part.toString()));
    return String.join("/", parts);
  }

  /** What a file is now. */
  ArtefactTable.Entry describe(Path file) throws IOException {
    return new ArtefactTable.Entry(
        path(file), Files.size(file), sha256(file), Files.getLastModifiedTime(file).toInstant());
  }

  static String sha256(Path file) throws IOException {
    try (var in = new DigestInputStream(Files.newInputStream(file), digest())) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The last lines of the log, oldest first. */
  List<String> logTail() {
    return LogTail.of(folder.resolve(Home.LOG));
  }
}
