package org.hillock.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which backends conformance passes over, and which it must not. */
class PartsTest {

  @TempDir private Path folder;

  private static String onednn(Path library) {
    return "{type: onednn, library: '%s'}".formatted(library);
  }

  @Test
  void aLibraryThatIsNotThereIsPassedOver() {
    assertEquals(Map.of(), Parts.devices(1, List.of(onednn(folder.resolve("libdnnl.so.3")))));
  }

  @Test
  void aLibraryThatCannotBeOpenedFails() throws IOException {
    var broken = onednn(Files.writeString(folder.resolve("libdnnl.so.3"), "no library"));
    var failure = assertThrows(AssertionError.class, () -> Parts.devices(1, List.of(broken)));
    assertTrue(
        failure.getMessage().contains("is there and cannot be opened"), failure.getMessage());
  }
}
