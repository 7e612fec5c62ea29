package org.hillock.lab.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuotaTest {

  private final Quota quota = new Quota(1 << 20);

  @TempDir Path folder;

  @Test
  void filesOfAllFoldersAreSummedUp() throws Exception {
    var first = Files.createDirectories(folder.resolve("first/deep"));
    Files.write(first.resolve("a"), new byte[1 << 19]);
    var second = Files.write(folder.resolve("second"), new byte[1 << 19]);
    var folders = List.of(folder.resolve("first"), second, folder.resolve("none"));
    assertEquals(new Quota.Usage(1 << 20, 2), quota.measure(folders));
    assertEquals(Optional.empty(), quota.excess(quota.measure(folders)));

    Files.write(second, new byte[(1 << 19) + 1]);
    assertEquals(Optional.of("more than 1 MiB"), quota.excess(quota.measure(folders)));
  }

  @Test
  void tooManyFilesAreTooMuchHoweverSmall() {
    assertEquals(Optional.of("more than 100,000 files"), quota.excess(new Quota.Usage(0, 100_001)));
  }
}
