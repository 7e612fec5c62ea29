package org.hillock.server.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hillock.api.HillockException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccessTokenTest {

  @TempDir private Path folder;

  @Test
  void matchesItselfAlone() throws IOException {
    var file = Files.writeString(folder.resolve("t"), "0123456789abcdef\n");
    var token = AccessToken.read(file, "standard").getFirst();
    assertEquals("standard", token.name());
    assertTrue(token.matches("0123456789abcdef"));
    assertFalse(token.matches("0123456789abcdeF"));
    assertFalse(token.matches(""));
  }

  @Test
  void readsSeveralWithTheirNames() throws IOException {
    var text = "ada  0123456789abcdef\n\nfedcba9876543210\n";
    var tokens = AccessToken.read(Files.writeString(folder.resolve("t"), text), "standard");
    assertEquals(List.of("ada", "standard"), tokens.stream().map(AccessToken::name).toList());
    assertTrue(tokens.getFirst().matches("0123456789abcdef"));
  }

  @Test
  void refusesAShortOrBrokenToken() throws IOException {
    for (String bad : List.of("", "short", "two words of a secret")) {
      var file = Files.writeString(folder.resolve("t"), bad);
      var error = assertThrows(HillockException.class, () -> AccessToken.read(file, ""));
      assertTrue(error.getMessage().contains("openssl rand -hex 32"), error::getMessage);
    }
  }

  @Test
  void namesAFileThatIsNotThere() {
    var error =
        assertThrows(HillockException.class, () -> AccessToken.read(folder.resolve("none"), ""));
    assertTrue(error.getMessage().contains("none"), error::getMessage);
  }
}
