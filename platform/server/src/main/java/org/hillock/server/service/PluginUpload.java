package org.hillock.server.service;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.util.Locale;
import java.util.Optional;
import org.hillock.lab.Plugins;
import org.hillock.lab.record.Caller;
import org.hillock.proto.v1.InstallPluginRequest;
import org.hillock.proto.v1.Plugin;
import org.hillock.server.call.FieldException;
import org.hillock.server.message.PluginMessages;

/** One upload on its way to the lab. Called by one thread at a time. */
final class PluginUpload implements StreamObserver<InstallPluginRequest> {

  private static final int LARGEST_CHUNK = 1 << 20;

  private final Plugins plugins;
  private final Caller caller;
  private final StreamObserver<Plugin> observer;

  private Optional<org.hillock.lab.PluginUpload> upload = Optional.empty();
  private boolean ended;

  PluginUpload(Plugins plugins, Caller caller, StreamObserver<Plugin> observer) {
    this.plugins = plugins;
    this.caller = caller;
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
          var plugin = begun().install();
          end();
          Unary.answer(observer, PluginMessages.of(plugin));
        });
  }

  /** The client has gone; there is nobody to answer. */
  @Override
  public void onError(Throwable gone) {
    end();
  }

  private void begin(InstallPluginRequest.Metadata metadata) {
    if (upload.isPresent()) {
      throw new FieldException("metadata", "comes once, in the first message");
    }
    if (!metadata.getSha256().matches("[0-9a-fA-F]{64}")) {
      throw new FieldException("metadata.sha256", "must be 64 hexadecimal digits");
    }
    if (!metadata.getFileName().matches("[^/\\p{Cntrl}]{1,255}")) {
      throw new FieldException(
          "metadata.file_name", "must be a file's name without folders, of at most 255 characters");
    }
    var sha256 = metadata.getSha256().toLowerCase(Locale.ROOT);
    upload = Optional.of(plugins.upload(metadata.getFileName(), sha256, caller));
  }

  private void add(ByteString chunk) {
    var begun = begun();
    if (chunk.size() > LARGEST_CHUNK) {
      throw new FieldException(
          "chunk", "has %d bytes, at most %d are taken".formatted(chunk.size(), LARGEST_CHUNK));
    }
    begun.write(chunk.asReadOnlyByteBuffer());
  }

  private org.hillock.lab.PluginUpload begun() {
    return upload.orElseThrow(
        () -> new FieldException("metadata", "is required in the first message"));
  }

  private void attempt(Runnable step) {
    if (ended) {
      return;
    }
    try {
      step.run();
    } catch (RuntimeException e) {
      end();
      observer.onError(e);
    }
  }

  private void end() {
    ended = true;
    upload.ifPresent(org.hillock.lab.PluginUpload::close);
  }
}
