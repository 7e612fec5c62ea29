package org.hillock.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hillock.server.call.ErrorInterceptor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class JsonTest {

  private static Port port;

  @BeforeAll
  static void open() {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var endpoint = new Endpoint(address, Optional.empty(), false, 100_000, Duration.ofSeconds(1));
    port = Port.open(endpoint, List.of(new Troubled()), List.of(new ErrorInterceptor()));
  }

  @AfterAll
  static void close() {
    port.close();
  }

  private static HttpResponse<String> get(String body) {
    return Http.json(port.number(), "RunService/GetRun", body);
  }

  private static JsonNode body(HttpResponse<String> answer) throws JsonProcessingException {
    return new JsonMapper().readTree(answer.body());
  }

  @Test
  void answersWithCamelCaseAndLongsAsText() throws JsonProcessingException {
    var answer = get("{\"name\": \"runs/a\"}");
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("runs/a", body(answer).get("name").asText());
    assertEquals(Long.toString(1L << 60), body(answer).get("seed").textValue());
  }

  @Test
  void anErrorHasItsStatusAndAReadableMessage() throws JsonProcessingException {
    var answer = get("{\"name\": \"unknown\"}");
    assertEquals(404, answer.statusCode(), answer::body);
    var error = body(answer);
    assertEquals("NOT_FOUND", error.get("grpc-code").asText());
    assertEquals(
        "there is no runs/größer; 'hillock runs' lists all: 100 %", error.get("message").asText());
    assertEquals("NOT_FOUND", error.at("/details/0/reason").asText());
    assertEquals("runs/größer", error.at("/details/0/metadata/resource").asText());
  }

  @Test
  void wrongFieldsAreListed() throws JsonProcessingException {
    var answer = get("{\"name\": \"two\"}");
    assertEquals(400, answer.statusCode(), answer::body);
    assertEquals("b", body(answer).at("/details/1/fieldViolations/1/field").asText());
  }

  @Test
  void anUnknownFieldIsRefusedByName() throws JsonProcessingException {
    var answer = get("{\"nmae\": \"runs/a\"}");
    assertEquals(400, answer.statusCode(), answer::body);
    assertTrue(body(answer).get("message").asText().contains("nmae"), answer::body);
    assertEquals("INVALID_ARGUMENT", body(answer).at("/details/0/reason").asText());
  }

  @Test
  void textThatIsNoJsonIsRefused() throws JsonProcessingException {
    var answer = get("{\"name\": ");
    assertEquals(400, answer.statusCode(), answer::body);
    assertEquals("INVALID_ARGUMENT", body(answer).at("/details/0/reason").asText());
  }

  @Test
  void anUnknownMethodIsNamed() throws JsonProcessingException {
    var answer = Http.json(port.number(), "RunService/PauseRun", "{}");
    assertEquals("UNIMPLEMENTED", body(answer).at("/details/0/reason").asText(), answer::body);
    assertTrue(body(answer).get("message").asText().contains("PauseRun"), answer::body);
  }

  @Test
  void aCrashShowsNoSecretAndNoStack() {
    var answer = get("{\"name\": \"crash\"}");
    assertEquals(500, answer.statusCode());
    assertFalse(answer.body().contains(Troubled.SECRET), answer::body);
    assertFalse(answer.body().contains("Exception"), answer::body);
  }

  @Test
  void aPageUnderAForeignNameGetsNothing() throws IOException {
    String answer =
        raw(
            "POST /hillock.v1.RunService/GetRun HTTP/1.1\r\nHost: evil.example:80\r\n"
                + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n"
                + "\r\n{}");
    assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
    assertTrue(answer.contains("PERMISSION_DENIED"), answer);
  }

  private static String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port.number())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    }
  }
}
