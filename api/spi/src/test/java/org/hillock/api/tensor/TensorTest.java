package org.hillock.api.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TensorTest {

  private final Arena arena = Arena.ofConfined();

  @AfterEach
  void release() {
    arena.close();
  }

  private Tensor tensor(int... dims) {
    var shape = Shape.of(dims);
    var tensor = Tensor.of(arena.allocate(shape.size() * Float.BYTES, 64), shape);
    for (int i = 0; i < shape.size(); i++) {
      tensor.set(i, i);
    }
    return tensor;
  }

  @Test
  void slicesAndEntriesAreViewsOfTheSameMemory() {
    var x = tensor(3, 2, 2);
    assertArrayEquals(new float[] {4, 5, 6, 7}, x.at(1).toArray());
    assertEquals(Shape.of(2, 2), x.at(1).shape());
    x.slice(1, 2).fill(9);
    assertArrayEquals(new float[] {0, 1, 2, 3, 9, 9, 9, 9, 9, 9, 9, 9}, x.toArray());
  }

  @Test
  void reshapingKeepsTheElementsAndRefusesAnotherSize() {
    var x = tensor(2, 3);
    assertArrayEquals(x.toArray(), x.reshape(Shape.of(6)).toArray());
    assertThrows(IllegalArgumentException.class, () -> x.reshape(Shape.of(5)));
  }

  @Test
  void refusesHeapMemoryAndArraysOfAnotherLength() {
    var heap = MemorySegment.ofArray(new float[4]);
    assertThrows(IllegalArgumentException.class, () -> Tensor.of(heap, Shape.of(4)));
    assertThrows(IllegalArgumentException.class, () -> tensor(4).copyFrom(new float[3]));
  }

  @Test
  void shapesCountReadAndCompareAsPeopleWriteThem() {
    var image = Shape.of(28, 28, 1);
    assertEquals("28×28×1", image.toString());
    assertEquals(784, image.size());
    assertEquals(1, image.dim(-1));
    assertEquals(Shape.of(4, 16, 28, 28, 1), image.prepend(4, 16));
    assertEquals(image, image.prepend(4, 16).dropFirst(2));
    var e = assertThrows(IllegalArgumentException.class, () -> Shape.of(3, 0));
    assertTrue(e.getMessage().contains("[3, 0]"), e.getMessage());
  }
}
