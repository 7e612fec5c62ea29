package org.hillock.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.hillock.api.HillockException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost:8670, false",
    "localhost:9, localhost:9, false",
    "127.0.0.1:9, 127.0.0.1:9, false",
    "[::1]:9, [::1]:9, false",
    "lab.example, lab.example:8670, true",
    "192.0.2.7:9, 192.0.2.7:9, true",
    "https://localhost:9, localhost:9, true",
    "http://lab.example:9, lab.example:9, false"
  })
  void isEncryptedUnlessItStaysOnThisMachine(String text, String shown, boolean tls) {
    var address = ServerAddress.parse(text, Optional.empty(), Optional.empty());
    assertEquals(shown, address.toString());
    assertEquals(tls, address.tls());
  }

  @Test
  void anAuthorityAsksForEncryption() {
    var authority = Optional.of(Path.of("ca.pem"));
    assertTrue(ServerAddress.parse("localhost", Optional.empty(), authority).tls());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "localhost:x", "ftp://a", "localhost:1/path", ":8670"})
  void refusesWhatNamesNoServer(String text) {
    var error =
        assertThrows(
            HillockException.class,
            () -> ServerAddress.parse(text, Optional.empty(), Optional.empty()));
    assertTrue(error.getMessage().contains("HOST:PORT"), error.getMessage());
  }
}
