package org.hillock.cli.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.proto.v1.Artifact;
import org.hillock.proto.v1.DownloadArtifactRequest;
import org.hillock.proto.v1.ListArtifactsRequest;

/** Fetches files of runs; what arrives is checked against the checksum the server announced. */
public final class Downloads {

  private Downloads() {}

  /** The files of a run. */
  public static List<Artifact> list(Connection connection, String run) {
    var all = new ArrayList<Artifact>();
    var request = ListArtifactsRequest.newBuilder().setParent(run);
    do {
      var page = connection.results().listArtifacts(request.build());
      all.addAll(page.getArtifactsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return all;
  }

  /**
   * A small file.
   *
   * @param path for example {@code result.json}
   */
  public static byte[] bytes(Connection connection, String run, String path) throws IOException {
    var bytes = new ByteArrayOutputStream();
    copy(connection, run + "/artifacts/" + path, bytes);
    return bytes.toByteArray();
  }

  /** Puts a file at a place, whole or not at all; folders are made. */
  public static void to(Path target, Connection connection, String run, String path)
      throws IOException {
    var folder = target.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var part =
        folder.resolve(
            ".%s.%d.part".formatted(target.getFileName(), ProcessHandle.current().pid()));
    try {
      try (var out = Files.newOutputStream(part)) {
        copy(connection, run + "/artifacts/" + path, out);
      }
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void copy(Connection connection, String name, OutputStream out)
      throws IOException {
    var request = DownloadArtifactRequest.newBuilder().setName(name).build();
    var digest = sha256();
    var expected = "";
    var parts = connection.results().downloadArtifact(request);
    while (parts.hasNext()) {
      var part = parts.next();
      if (part.hasArtifact()) {
        expected = part.getArtifact().getSha256();
      } else {
        var bytes = part.getChunk().toByteArray();
        digest.update(bytes);
        out.write(bytes);
      }
    }
    var found = HexFormat.of().formatHex(digest.digest());
    if (!found.equals(expected)) {
      throw new HillockException(
          ErrorCode.CORRUPT_FILE,
          "%s arrived with SHA-256 %s, the server announced %s; try again"
              .formatted(name, found, expected));
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
