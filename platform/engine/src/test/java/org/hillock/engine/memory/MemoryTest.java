package org.hillock.engine.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

  private static final int LARGE = 5 << 20;

  @Test
  void blocksAreAlignedAndZero() {
    try (var memory = Memory.open()) {
      for (int bytes : new int[] {0, 4, 100, LARGE}) {
        var block = memory.allocate(bytes, "a test");
        assertTrue(block.bytes() >= bytes);
        var tensor = block.tensor(0, Shape.of((int) (block.bytes() / Float.BYTES)));
        assertEquals(0, tensor.segment().address() % 64);
        assertArrayEquals(new float[(int) tensor.size()], tensor.toArray());
      }
    }
  }

  @Test
  void releasedBlocksAreUsedAgainAndZeroed() {
    try (var memory = Memory.limited(8 << 20)) {
      for (int i = 0; i < 10; i++) {
        try (var block = memory.allocate(LARGE, "a test")) {
          var tensor = block.tensor(0, Shape.of(3));
          assertArrayEquals(new float[3], tensor.toArray());
          tensor.fill(1);
        }
      }
      assertEquals(0, memory.usedBytes());
      assertEquals(6 << 20, memory.peakBytes());
    }
  }

  @Test
  void saysWhatDoesNotFit() {
    try (var memory = Memory.limited(8 << 20)) {
      var e = assertThrows(HillockException.class, () -> memory.allocate(100L << 30, "a giant"));
      assertEquals(ErrorCode.RESOURCE_EXHAUSTED, e.code());
      assertTrue(
          e.getMessage().startsWith("a giant needs 100.0 GiB of memory, 8.0 MiB are free"),
          e.getMessage());
    }
  }

  @Test
  void aContainerLeavesItsLimitWithoutWhatItUses(@TempDir Path folder) throws IOException {
    assertEquals(Long.MAX_VALUE, Machine.containerLeaves(folder));
    Files.writeString(folder.resolve("memory.max"), "max\n");
    Files.writeString(folder.resolve("memory.current"), "1000\n");
    Files.writeString(folder.resolve("memory.stat"), "anon 700\ninactive_file 200\nfile 300\n");
    assertEquals(Long.MAX_VALUE, Machine.containerLeaves(folder));
    Files.writeString(folder.resolve("memory.max"), "5000\n");
    assertEquals(4200, Machine.containerLeaves(folder));
  }

  @Test
  void noMachineHasAllMemory() {
    try (var memory = Memory.open()) {
      assertThrows(HillockException.class, () -> memory.allocate(1L << 50, "everything"));
    }
  }

  @Test
  void tensorsEndWithTheirMemory() {
    var memory = Memory.open();
    var small = memory.allocate(64, "a test").tensor(0, Shape.of(1));
    var large = memory.allocate(LARGE, "a test").tensor(0, Shape.of(1));
    memory.close();
    assertThrows(IllegalStateException.class, () -> small.get(0));
    assertThrows(IllegalStateException.class, () -> large.get(0));
  }
}
