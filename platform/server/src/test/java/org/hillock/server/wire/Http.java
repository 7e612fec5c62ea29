package org.hillock.server.wire;

import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client that knows HTTP only. */
public final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Http() {}

  /** What a gRPC-Web answer holds. */
  public record Web(byte[] message, String trailers) {}

  /** POSTs JSON to a method of {@code hillock.v1}. */
  public static HttpResponse<String> json(int port, String method, String body) {
    return send(request(port, method, "application/json", body.getBytes(StandardCharsets.UTF_8)));
  }

  /** Calls a unary method in the binary form of gRPC-Web. */
  public static Web grpcWeb(int port, String method, Message message) {
    var bytes = message.toByteArray();
    var frame = ByteBuffer.allocate(5 + bytes.length).put((byte) 0).putInt(bytes.length);
    var request = request(port, method, "application/grpc-web+proto", frame.put(bytes).array());
    var body = ByteBuffer.wrap(send(request, BodyHandlers.ofByteArray()).body());
    var answer = new byte[0];
    while (body.hasRemaining()) {
      boolean trailers = body.get() < 0;
      var part = new byte[body.getInt()];
      body.get(part);
      if (trailers) {
        return new Web(answer, new String(part, StandardCharsets.US_ASCII).replaceAll(": *", ": "));
      }
      answer = part;
    }
    throw new AssertionError("no trailers");
  }

  private static HttpRequest request(int port, String method, String type, byte[] body) {
    return HttpRequest.newBuilder(
            URI.create("http://localhost:%d/hillock.v1.%s".formatted(port, method)))
        .header("content-type", type)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  private static HttpResponse<String> send(HttpRequest request) {
    return send(request, BodyHandlers.ofString());
  }

  private static <B> HttpResponse<B> send(
      HttpRequest request, HttpResponse.BodyHandler<B> handler) {
    try {
      return CLIENT.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
