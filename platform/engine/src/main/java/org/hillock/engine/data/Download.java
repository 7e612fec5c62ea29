package org.hillock.engine.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gets a file by HTTP. */
final class Download {

  private static final Duration TO_CONNECT = Duration.ofSeconds(10);
  private static final Duration TO_ANSWER = Duration.ofSeconds(30);
  private static final Duration TO_END = Duration.ofMinutes(10);

  private Download() {}

  /** Writes what an address has to a new file; any answer but 200 is an error. */
  static void get(String address, Path file) throws IOException, InterruptedException {
    var client =
        HttpClient.newBuilder().connectTimeout(TO_CONNECT).followRedirects(Redirect.NORMAL).build();
    try {
      var request = HttpRequest.newBuilder(URI.create(address)).timeout(TO_ANSWER).build();
      // The request's own limit ends with the headers; a body may stall after them.
      var response =
          client
              .sendAsync(request, BodyHandlers.ofFile(file))
              .get(TO_END.toSeconds(), TimeUnit.SECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("%s answered %d".formatted(address, response.statusCode()));
      }
    } catch (TimeoutException e) {
      throw new IOException(
          "%s did not end within %d minutes".formatted(address, TO_END.toMinutes()), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(address + " failed", e.getCause());
    } finally {
      client.shutdownNow();
    }
  }
}
