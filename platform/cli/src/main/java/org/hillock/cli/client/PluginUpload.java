package org.hillock.cli.client;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.hillock.proto.v1.InstallPluginRequest;
import org.hillock.proto.v1.Plugin;

/** Sends a jar as fast as the server takes it. */
public final class PluginUpload
    implements ClientResponseObserver<InstallPluginRequest, Plugin>, AutoCloseable {

  private static final int CHUNK = 64 << 10;

  private final CompletableFuture<Plugin> answer = new CompletableFuture<>();
  private final InstallPluginRequest first;
  private final InputStream jar;
  private boolean begun;
  private boolean sent;

  private PluginUpload(InstallPluginRequest first, InputStream jar) {
    this.first = first;
    this.jar = jar;
  }

  /** Installs a plugin and returns it as the server has it. */
  public static Plugin send(Connection connection, Path file) throws IOException {
    var metadata =
        InstallPluginRequest.Metadata.newBuilder()
            .setFileName(file.getFileName().toString())
            .setSha256(sha256(file));
    var first = InstallPluginRequest.newBuilder().setMetadata(metadata).build();
    try (var upload = new PluginUpload(first, Files.newInputStream(file))) {
      connection.uploads().installPlugin(upload);
      return upload.answer.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case StatusRuntimeException refused -> throw refused;
        case UncheckedIOException broken -> throw broken.getCause();
        default -> throw e;
      }
    }
  }

  private static String sha256(Path file) throws IOException {
    var digest = Downloads.sha256();
    try (var in = Files.newInputStream(file)) {
      var buffer = new byte[CHUNK];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<InstallPluginRequest> requests) {
    requests.setOnReadyHandler(() -> sendWhileReady(requests));
  }

  private void sendWhileReady(ClientCallStreamObserver<InstallPluginRequest> requests) {
    try {
      if (!begun) {
        begun = true;
        requests.onNext(first);
      }
      while (!sent && requests.isReady()) {
        var chunk = jar.readNBytes(CHUNK);
        if (chunk.length == 0) {
          sent = true;
          requests.onCompleted();
        } else {
          var message = InstallPluginRequest.newBuilder().setChunk(ByteString.copyFrom(chunk));
          requests.onNext(message.build());
        }
      }
    } catch (IOException e) {
      sent = true;
      requests.cancel("the jar cannot be read", e);
      answer.completeExceptionally(new UncheckedIOException(e));
    }
  }

  @Override
  public void onNext(Plugin plugin) {
    answer.complete(plugin);
  }

  @Override
  public void onError(Throwable error) {
    answer.completeExceptionally(error);
  }

  @Override
  public void onCompleted() {
    // The answer came before.
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}
