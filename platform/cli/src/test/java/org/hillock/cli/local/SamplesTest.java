package org.hillock.cli.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {

  private static final List<Long> SHAPE = List.of(2L, 2L);

  @TempDir private Path folder;

  private Samples read(String text) throws IOException {
    return read(text, new TreeMap<>());
  }

  private Samples read(String text, SortedMap<String, List<Long>> parts) throws IOException {
    return Samples.read(Files.writeString(folder.resolve("samples"), text), SHAPE, parts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2,3,4\n5,6,7,8\n",
        "1 2 3 4\n\n5;6; 7 ;8",
        "[[1,2,3,4],[5,6,7,8]]",
        "[[[1,2],[3,4]],[[5,6],[7,8]]]"
      })
  void readsCsvAndJson(String text) throws IOException {
    var samples = read(text);
    assertEquals(2, samples.count());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, samples.values());
  }

  @Test
  void partsComeByNameInAnyOrder() throws IOException {
    var parts = new TreeMap<>(Map.of("image", List.of(3L), "sound", List.of(1L)));
    var samples =
        read("[{\"sound\":[4],\"image\":[1,2,3]},{\"image\":[[5],6,7],\"sound\":8}]", parts);
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, samples.values());
    assertRefused(
        "[{\"image\":[1,2,3]}]", parts, "has the parts [image]; the network takes [image, sound]");
    assertRefused(
        "[{\"image\":[1,2],\"sound\":[4]}]",
        parts,
        "sample 0, image, has 2 values; the network takes 3 (shape [3])");
    assertRefused(
        "[{\"image\":[1,2,3,4]}]", new TreeMap<>(), "the network's samples have no parts");
  }

  private void assertRefused(String text, SortedMap<String, List<Long>> parts, String message) {
    var error = assertThrows(HillockException.class, () -> read(text, parts));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2,3,4\\n1,2,3|line 2 has 3 values; the network takes 4 (shape [2, 2])",
        "1,2,x,4|line 1: 'x' is no number",
        "[[1,2,3]]|sample 0 has 3 values",
        "[[1,2,3,null]]|sample 0: null is no number",
        "[[1,2|is not JSON",
        "\\n|has no samples"
      })
  void saysWhereItIsWrong(String text, String message) {
    var error = assertThrows(HillockException.class, () -> read(text.replace("\\n", "\n")));
    assertEquals(ErrorCode.CORRUPT_FILE, error.code());
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }

  @Test
  void handsOutTheWantedRows() throws IOException {
    var rest = new java.util.ArrayList<Float>();
    read("1,2,3,4\n5,6,7,8").copy(1, 1, rest::add);
    assertEquals(List.of(5f, 6f, 7f, 8f), rest);
  }
}
