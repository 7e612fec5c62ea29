package org.hillock.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  private static final Map<String, String> TEXTS = Map.of("epoch", "3", "name", "Zürich \"1\"");

  @TempDir Path folder;

  private final Arena arena = Arena.ofAuto();
  private final TreeMap<String, Tensor> tensors = new TreeMap<>();
  private Path file;

  @BeforeEach
  void write() {
    file = folder.resolve("c.safetensors");
    tensors.put("b", tensor(Shape.of(2, 3), 1));
    tensors.put("a", tensor(Shape.of(300_000), 2));
    tensors.put("scalar", tensor(Shape.of(), 3));
    CheckpointWriter.write(file, TEXTS, tensors);
  }

  private Tensor tensor(Shape shape, int seed) {
    var tensor = Tensor.of(arena.allocate(ValueLayout.JAVA_FLOAT, shape.size()), shape);
    for (long i = 0; i < shape.size(); i++) {
      tensor.set(i, seed + i / 7f);
    }
    return tensor;
  }

  @Test
  void readsWhatWasWritten() {
    try (var checkpoint = Checkpoint.open(file)) {
      assertEquals("Zürich \"1\"", checkpoint.text("name"));
      assertEquals(3, checkpoint.number("epoch"));
      assertEquals(tensors.keySet(), checkpoint.names());
      for (var entry : tensors.entrySet()) {
        var copy = tensor(entry.getValue().shape(), 9);
        checkpoint.readInto(Map.of(entry.getKey(), copy));
        assertArrayEquals(entry.getValue().toArray(), copy.toArray());
      }
    }
  }

  @Test
  void isASafetensorsFile() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) buffer.getLong();
    assertEquals(0, length % 8);
    var header = new ObjectMapper().readTree(new String(bytes, 8, length, StandardCharsets.UTF_8));
    assertEquals("F32", header.at("/b/dtype").asText());
    assertEquals("[2,3]", header.at("/b/shape").toString());
    int begin = header.at("/b/data_offsets/0").asInt();
    assertEquals(24, header.at("/b/data_offsets/1").asInt() - begin);
    assertEquals(1 + 1 / 7f, buffer.getFloat(8 + length + begin + 4));
  }

  @Test
  void sameContentGivesTheSameBytes() throws IOException {
    var again = folder.resolve("again.safetensors");
    var sha256 = CheckpointWriter.write(again, new TreeMap<>(TEXTS), tensors);
    assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again));
    assertEquals(sha256, Hashes.sha256(Files.readAllBytes(file)));
  }

  @Test
  void everyTruncationIsFound() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 5, 8, 100, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertCorrupt();
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertCorrupt();
  }

  @Test
  void everyAlteredByteIsFound() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int header = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
    int epoch =
        new String(whole, 8, header, StandardCharsets.ISO_8859_1).indexOf("\"epoch\":\"3") + 17;
    for (int at : new int[] {0, 7, 8, epoch, 8 + header, 9000 + header, whole.length - 1}) {
      byte[] altered = whole.clone();
      altered[at] ^= 1;
      Files.write(file, altered);
      assertCorrupt();
    }
  }

  @Test
  void offsetsThatDoNotFitAreFound() throws IOException {
    var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    Files.writeString(
        file, text.replace("\"shape\":[2,3]", "\"shape\":[2,4]"), StandardCharsets.ISO_8859_1);
    assertCorrupt();
  }

  private void assertCorrupt() {
    var e = assertThrows(HillockException.class, () -> Checkpoint.open(file));
    assertEquals(ErrorCode.CORRUPT_FILE, e.code(), e.getMessage());
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  @Test
  void refusesTensorsOfOtherShapeOrName() {
    try (var checkpoint = Checkpoint.open(file)) {
      for (var wanted :
          List.of(Map.of("b", tensor(Shape.of(3, 2), 0)), Map.of("c", tensor(Shape.of(1), 0)))) {
        var e = assertThrows(HillockException.class, () -> checkpoint.readInto(wanted));
        assertEquals(ErrorCode.FAILED_PRECONDITION, e.code());
      }
    }
  }

  @Test
  void aMissingFileIsNotACorruptOne() {
    var e = assertThrows(HillockException.class, () -> Checkpoint.open(folder.resolve("none")));
    assertEquals(ErrorCode.NOT_FOUND, e.code());
  }

  @Test
  void aFullDiskLeavesTheEarlierCheckpointIntact() throws IOException {
    var full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "a device that is always full");
    byte[] before = Files.readAllBytes(file);
    Files.createSymbolicLink(folder.resolve("c.safetensors.part"), full);
    tensors.put("b", tensor(Shape.of(2, 3), 5));
    var e =
        assertThrows(HillockException.class, () -> CheckpointWriter.write(file, TEXTS, tensors));
    assertEquals(ErrorCode.RESOURCE_EXHAUSTED, e.code());
    assertTrue(e.getMessage().contains("No space left"), e.getMessage());
    assertArrayEquals(before, Files.readAllBytes(file));
    assertFalse(Files.exists(folder.resolve("c.safetensors.part")));
    CheckpointWriter.write(file, TEXTS, tensors);
    Checkpoint.open(file).close();
  }
}
