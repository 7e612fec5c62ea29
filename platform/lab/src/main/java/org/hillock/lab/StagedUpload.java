package org.hillock.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.hillock.api.ErrorCode;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.PluginRecord;
import org.hillock.lab.trust.ClaimedName;
import org.hillock.lab.trust.UploadGate;
import org.hillock.lab.worker.Faults;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An upload in a file beside the kept jars until the gate has passed it. */
final class StagedUpload implements PluginUpload {

  private static final Logger LOG = LoggerFactory.getLogger(StagedUpload.class);

  private final Attempt attempt;
  private final UploadGate gate;
  private final PluginStore store;
  private final String fileName;
  private final String announced;
  private final String origin;
  private final Path part;
  private final FileChannel out;
  private final MessageDigest digest = RunFolder.digest();
  private long total;

  StagedUpload(
      Attempt attempt,
      UploadGate gate,
      PluginStore store,
      Home home,
      String fileName,
      String announced,
      String origin) {
    this.attempt = attempt;
    this.gate = gate;
    this.store = store;
    this.fileName = fileName;
    this.announced = announced;
    this.origin = origin;
    this.part = new PluginFiles(home).part();
    try {
      out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unstorable(e);
    }
  }

  private LabException unstorable(IOException e) {
    return new LabException(
        Faults.fullDisk(e).isPresent() ? ErrorCode.RESOURCE_EXHAUSTED : ErrorCode.INTERNAL,
        "%s cannot be stored: %s".formatted(fileName, e.getMessage()),
        e);
  }

  @Override
  public void write(ByteBuffer bytes) {
    attempt.step(
        () -> {
          total += bytes.remaining();
          attempt.received(total);
          requireSmall();
          digest.update(bytes.duplicate());
          append(bytes);
          return total;
        });
  }

  private void requireSmall() {
    long limit = gate.rules().maxBytes();
    if (total > limit) {
      throw new LabException(
          ErrorCode.RESOURCE_EXHAUSTED,
          ("%s is larger than the %d bytes a plugin may have here: %d came already; its operator"
                  + " can raise the limit (--plugin-max-size)")
              .formatted(fileName, limit, total),
          Map.of("resource", "upload", "limit", Long.toString(limit)));
    }
  }

  private void append(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw unstorable(e);
    }
  }

  @Override
  public PluginRecord install() {
    return attempt.complete(
        () -> {
          var sha256 = complete();
          var claimed = ClaimedName.of(part);
          attempt.concerns(claimed.id(), claimed.version());
          var signing = gate.inspect(part, fileName);
          attempt.signedBy(signing.signer());
          var warning = gate.admit(signing, fileName);
          warning.ifPresent(attempt::warn);
          var plugin = store.install(part, fileName, sha256, origin);
          return warning.map(text -> plugin.withProblem(text)).orElse(plugin);
        });
  }

  private String complete() {
    try {
      out.close();
    } catch (IOException e) {
      throw unstorable(e);
    }
    var actual = HexFormat.of().formatHex(digest.digest());
    attempt.hashed(actual);
    if (!announced.isEmpty() && !announced.equalsIgnoreCase(actual)) {
      throw new LabException(
          ErrorCode.CORRUPT_FILE,
          "%s arrived with SHA-256 %s, announced was %s; send it again"
              .formatted(fileName, actual, announced),
          Map.of("file", fileName, "expected", announced, "actual", actual));
    }
    return actual;
  }

  @Override
  public void close() {
    try {
      out.close();
      Files.deleteIfExists(part);
    } catch (IOException e) {
      LOG.warn("a part of an upload is left in {}", part, e);
    }
    attempt.abandon();
  }
}
