package org.hillock.server.service;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.PluginRecord;
import org.hillock.proto.v1.InstallPluginRequest;
import org.hillock.proto.v1.Plugin;
import org.hillock.server.call.FieldException;
import org.hillock.server.message.PluginMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One upload: kept in a temporary file until it is complete, then handed to the lab. Called by one
 * thread at a time.
 */
final class PluginUpload implements StreamObserver<InstallPluginRequest> {

  private static final Logger LOG = LoggerFactory.getLogger(PluginUpload.class);
  private static final int LARGEST_CHUNK = 1 << 20;

  private final org.hillock.lab.Plugins plugins;
  private final long limit;
  private final StreamObserver<Plugin> observer;

  private Optional<Staged> staged = Optional.empty();
  private boolean ended;

  /** What came so far. */
  private record Staged(InstallPluginRequest.Metadata metadata, Path file, OutputStream out) {}

  PluginUpload(org.hillock.lab.Plugins plugins, long limit, StreamObserver<Plugin> observer) {
    this.plugins = plugins;
    this.limit = limit;
    this.observer = observer;
  }

  @Override
  public void onNext(InstallPluginRequest request) {
    attempt(
        () -> {
          switch (request.getPayloadCase()) {
            case METADATA -> begin(request.getMetadata());
            case CHUNK -> add(request.getChunk());
            case PAYLOAD_NOT_SET ->
                throw new FieldException("payload", "is required: metadata or a chunk");
          }
        });
  }

  @Override
  public void onCompleted() {
    attempt(
        () -> {
          var plugin = install();
          end();
          Unary.answer(observer, PluginMessages.of(plugin));
        });
  }

  /** The client has gone; there is nobody to answer. */
  @Override
  public void onError(Throwable gone) {
    end();
  }

  private void begin(InstallPluginRequest.Metadata metadata) throws IOException {
    if (staged.isPresent()) {
      throw new FieldException("metadata", "comes once, in the first message");
    }
    if (!metadata.getSha256().matches("[0-9a-fA-F]{64}")) {
      throw new FieldException("metadata.sha256", "must be 64 hexadecimal digits");
    }
    var file = Files.createTempFile("hillock-upload-", ".jar");
    staged = Optional.of(new Staged(metadata, file, Files.newOutputStream(file)));
  }

  private void add(ByteString chunk) throws IOException {
    var upload = staged();
    if (chunk.size() > LARGEST_CHUNK) {
      throw new FieldException(
          "chunk", "has %d bytes, at most %d are taken".formatted(chunk.size(), LARGEST_CHUNK));
    }
    long size = Files.size(upload.file()) + chunk.size();
    if (size > limit) {
      throw new LabException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "%s is larger than the %d bytes this server takes: %d came already; its operator can raise"
                  .formatted(upload.metadata().getFileName(), limit, size)
              + " the limit",
          Map.of("resource", "upload", "limit", Long.toString(limit)));
    }
    chunk.writeTo(upload.out());
  }

  private PluginRecord install() throws IOException {
    var upload = staged();
    upload.out().close();
    var metadata = upload.metadata();
    try (var jar = Files.newInputStream(upload.file())) {
      return plugins.install(
          jar, metadata.getFileName(), metadata.getSha256().toLowerCase(Locale.ROOT), "upload");
    }
  }

  private Staged staged() {
    return staged.orElseThrow(
        () -> new FieldException("metadata", "is required in the first message"));
  }

  private interface Step {
    void run() throws IOException;
  }

  private void attempt(Step step) {
    if (ended) {
      return;
    }
    try {
      step.run();
    } catch (IOException e) {
      end();
      observer.onError(
          new HillockException(
              ErrorCode.RESOURCE_EXHAUSTED, "the upload cannot be stored: " + e.getMessage(), e));
    } catch (RuntimeException e) {
      end();
      observer.onError(e);
    }
  }

  private void end() {
    ended = true;
    staged.ifPresent(PluginUpload::discard);
  }

  private static void discard(Staged upload) {
    try {
      upload.out().close();
      Files.deleteIfExists(upload.file());
    } catch (IOException e) {
      LOG.warn("an upload is left behind in {}", upload.file(), e);
    }
  }
}
