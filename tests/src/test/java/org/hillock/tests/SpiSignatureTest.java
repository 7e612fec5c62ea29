package org.hillock.tests;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nobody changes what plugins compile against without saying so in the same commit. */
final class SpiSignatureTest {

  private static final Path ACCEPTED = Path.of("src/test/resources/spi-signatures.txt");

  @Test
  void publicSignaturesAreTheAcceptedOnes() throws IOException {
    List<String> built = SpiSignatures.read();
    if (Boolean.getBoolean("spi.accept")) {
      Files.write(ACCEPTED, built);
      return;
    }
    List<String> accepted = Files.readAllLines(ACCEPTED);
    if (!built.equals(accepted)) {
      fail(difference(accepted, built));
    }
  }

  private static String difference(List<String> accepted, List<String> built) {
    var gone = new TreeSet<>(accepted);
    built.forEach(gone::remove);
    var added = new TreeSet<>(built);
    accepted.forEach(added::remove);
    var text = new StringBuilder("The SPI differs from tests/").append(ACCEPTED).append(":\n");
    gone.forEach(line -> text.append("- ").append(line).append('\n'));
    added.forEach(line -> text.append("+ ").append(line).append('\n'));
    return text.append("If meant, see 'accept a changed SPI' in CONTRIBUTING.md.").toString();
  }
}
