package org.hillock.plugins.augmentations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.HashSet;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.SampleShape;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What is done to images. */
class PicturesTest {

  private static final SampleShape IMAGE = new SampleShape(0, Shape.of(3, 4, 2));

  /** Pixel (row, column) is 10·row + column, in the second channel negative. */
  private static float pixel(int row, int column, int channel) {
    return (10 * row + column) * (channel == 0 ? 1 : -1);
  }

  private static float[] image() {
    var values = new float[24];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixel(i / 8, i / 2 % 4, i % 2);
    }
    return values;
  }

  private static float[] augmented(Augmentation augmentation, long seed) {
    try (var arena = Arena.ofConfined()) {
      var sample = Tensor.of(arena.allocate(24 * 4, 4), IMAGE.tensor());
      sample.copyFrom(image());
      augmentation.augment(sample, IMAGE, RandomStream.of(seed));
      return sample.toArray();
    }
  }

  @Test
  void aMirroredImageHasItsColumnsExchanged() {
    var mirrored = augmented(new HorizontalFlip(1), 1);
    for (int i = 0; i < mirrored.length; i++) {
      assertEquals(pixel(i / 8, 3 - i / 2 % 4, i % 2), mirrored[i]);
    }
    assertArrayEquals(image(), augmented(new HorizontalFlip(0), 1));
  }

  @Test
  void aCropIsTheImageMovedByUpToItsMargin() {
    var moves = new HashSet<String>();
    for (int seed = 0; seed < 200; seed++) {
      var moved = augmented(new RandomCrop(1, List.of(100.0, 200.0)), seed);
      moves.add(move(moved));
    }
    assertEquals(9, moves.size(), () -> "" + moves);
  }

  /** By how much an image was moved: the one move that explains every value. */
  private static String move(float[] moved) {
    for (int down = -1; down <= 1; down++) {
      for (int right = -1; right <= 1; right++) {
        if (isMoved(moved, down, right)) {
          return down + "," + right;
        }
      }
    }
    throw new AssertionError("no move by one pixel gives this image");
  }

  private static boolean isMoved(float[] moved, int down, int right) {
    for (int i = 0; i < moved.length; i++) {
      int row = i / 8 + down;
      int column = i / 2 % 4 + right;
      boolean inside = row >= 0 && row < 3 && column >= 0 && column < 4;
      float expected = inside ? pixel(row, column, i % 2) : i % 2 == 0 ? 100 : 200;
      if (moved[i] != expected) {
        return false;
      }
    }
    return true;
  }

  @Test
  void aStretchedPartKeepsTheOrderOfItsPixels() {
    assertArrayEquals(image(), augmented(new RandomResizedCrop(1, 1), 3), 1e-5f);
    for (int seed = 0; seed < 20; seed++) {
      var part = augmented(new RandomResizedCrop(0.3, 1.5), seed);
      double wide = part[6] - part[0];
      double high = part[16] - part[0];
      assertTrue(wide > 0 && wide < 3.001 && high > 0 && high < 20.001, wide + " " + high);
    }
  }

  @Test
  void aMarginOfOtherChannelsIsRefused() {
    var crop = new RandomCrop(1, List.of(0.0, 0.0, 0.0));
    var e = assertThrows(HillockException.class, () -> augmented(crop, 1));
    assertEquals(ErrorCode.SHAPE_MISMATCH, e.code());
  }

  @Test
  void whatIsNoImageIsRefused() {
    var train = new SampleShape(5, Shape.of(4));
    for (var augmentation :
        List.of(
            new HorizontalFlip(.5),
            new RandomCrop(4, List.of(0.0)),
            new RandomResizedCrop(.1, 1))) {
      try (var arena = Arena.ofConfined()) {
        var sample = Tensor.of(arena.allocate(80, 4), train.tensor());
        var e =
            assertThrows(
                HillockException.class,
                () -> augmentation.augment(sample, train, RandomStream.of(1)));
        assertEquals(ErrorCode.SHAPE_MISMATCH, e.code());
      }
    }
  }
}
