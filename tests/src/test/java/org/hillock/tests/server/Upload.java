package org.hillock.tests.server;

import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hillock.proto.v1.InstallPluginRequest;
import org.hillock.proto.v1.Plugin;
import org.hillock.proto.v1.PluginServiceGrpc.PluginServiceStub;

/** Sends plugins. */
final class Upload {

  private static final int CHUNK = 1 << 16;

  private Upload() {}

  /** The bytes of a shipped plugin. */
  static byte[] shipped(String id) throws IOException {
    try (var jars = Files.list(RunningServer.IMAGE.resolve("plugins"))) {
      var jar = jars.filter(file -> file.getFileName().toString().contains("-" + id + "-"));
      return Files.readAllBytes(jar.findFirst().orElseThrow());
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static InstallPluginRequest metadata(String sha256) {
    var metadata =
        InstallPluginRequest.Metadata.newBuilder().setFileName("sent.jar").setSha256(sha256);
    return InstallPluginRequest.newBuilder().setMetadata(metadata).build();
  }

  static InstallPluginRequest chunk(byte[] bytes) {
    return InstallPluginRequest.newBuilder().setChunk(ByteString.copyFrom(bytes)).build();
  }

  /** Sends a jar in chunks, announced with this checksum. */
  static Plugin send(PluginServiceStub plugins, byte[] jar, String sha256) {
    var messages = new ArrayList<>(List.of(metadata(sha256)));
    for (int at = 0; at < jar.length; at += CHUNK) {
      messages.add(chunk(Arrays.copyOfRange(jar, at, Math.min(jar.length, at + CHUNK))));
    }
    return send(plugins, messages);
  }

  /** Sends these messages and waits for the answer. */
  static Plugin send(PluginServiceStub plugins, List<InstallPluginRequest> messages) {
    var answer = new Answer(new CompletableFuture<>());
    var upload = plugins.installPlugin(answer);
    messages.forEach(upload::onNext);
    upload.onCompleted();
    try {
      return answer.plugin.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (StatusRuntimeException) e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private record Answer(CompletableFuture<Plugin> plugin) implements StreamObserver<Plugin> {

    @Override
    public void onNext(Plugin answer) {
      plugin.complete(answer);
    }

    @Override
    public void onError(Throwable error) {
      plugin.completeExceptionally(error);
    }

    @Override
    public void onCompleted() {
      plugin.completeExceptionally(new AssertionError("no answer"));
    }
  }
}
