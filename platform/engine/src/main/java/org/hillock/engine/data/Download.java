package org.hillock.engine.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Gets a file by HTTP. */
final class Download {

  private static final Duration TO_CONNECT = Duration.ofSeconds(10);
  private static final Duration TO_ANSWER = Duration.ofSeconds(30);
  private static final Duration TO_SAY_MORE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_NEWS = Duration.ofSeconds(5);

  private Download() {}

  /**
   * Writes what an address has to a new file; any answer but 200 is an error, and so is silence for
   * a minute.
   *
   * @param progress told every few seconds how much has come
   */
  static void get(String address, Path file, Consumer<String> progress)
      throws IOException, InterruptedException {
    var client =
        HttpClient.newBuilder().connectTimeout(TO_CONNECT).followRedirects(Redirect.NORMAL).build();
    try {
      var request = HttpRequest.newBuilder(URI.create(address)).timeout(TO_ANSWER).build();
      // The request's own limit ends with the headers; a body may stall after them.
      var answer = client.sendAsync(request, BodyHandlers.ofFile(file));
      int status = await(answer, address, file, progress).statusCode();
      if (status != 200) {
        throw new IOException("%s answered %d".formatted(address, status));
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(address + " failed", e.getCause());
    } finally {
      client.shutdownNow();
    }
  }

  private static HttpResponse<Path> await(
      Future<HttpResponse<Path>> answer, String address, Path file, Consumer<String> progress)
      throws IOException, InterruptedException, ExecutionException {
    long had = 0;
    for (var silence = Duration.ZERO; silence.compareTo(TO_SAY_MORE) < 0; ) {
      try {
        return answer.get(BETWEEN_NEWS.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException stillComing) {
        long has = Files.exists(file) ? Files.size(file) : 0;
        silence = has > had ? Duration.ZERO : silence.plus(BETWEEN_NEWS);
        had = has;
        progress.accept(String.format(Locale.ROOT, "%s: %.1f MB so far", address, has / 1e6));
      }
    }
    throw new IOException(
        "%s sent nothing for %d seconds".formatted(address, TO_SAY_MORE.toSeconds()));
  }
}
