package org.hillock.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.component.ComponentReader;
import org.junit.jupiter.api.Test;

class DigitsTest {

  private static final Path NO_STORE = Path.of("no-such-folder");

  static float[] sample(Samples samples, Split split, int index) {
    var shape = samples.shape().tensor();
    var tensor = Tensor.of(Arena.ofAuto().allocate(shape.size() * 4, 4), shape);
    tensor.fill(-9);
    samples.read(split, index, tensor);
    return tensor.toArray();
  }

  @Test
  void everyComponentIsWellFormed() {
    var reading = ComponentReader.read(new DatasetsPlugin().components().types());
    assertEquals(List.of(), reading.problems());
    assertEquals(11, reading.components().size());
  }

  @Test
  void holdsOutAFifthOfEachClass() {
    try (var digits = new Digits(Sequence.NONE, 0).open(NO_STORE)) {
      assertEquals(1797, digits.size(Split.TRAIN) + digits.size(Split.TEST));
      assertEquals(0, digits.size(Split.VALIDATION));
      int[] train = new int[10];
      int[] test = new int[10];
      for (int i = 0; i < digits.size(Split.TRAIN); i++) {
        train[digits.label(Split.TRAIN, i)]++;
      }
      for (int i = 0; i < digits.size(Split.TEST); i++) {
        test[digits.label(Split.TEST, i)]++;
      }
      for (int c = 0; c < 10; c++) {
        assertEquals((train[c] + test[c]) / 5, test[c], "class " + c);
      }
      assertEquals(
          "held out: 20 % of each class, evenly spread in file order (355 of 1797 samples)",
          digits.splitDescription());
    }
  }

  @Test
  void readsTheFirstImageAsPublished() {
    try (var digits = new Digits(Sequence.NONE, 0).open(NO_STORE)) {
      assertEquals(new SampleShape(0, Shape.of(8, 8, 1)), digits.shape());
      assertEquals(0, digits.label(Split.TRAIN, 0));
      float[] pixels = sample(digits, Split.TRAIN, 0);
      assertArrayEquals(
          new float[] {0, 0, 5 / 16f, 13 / 16f, 9 / 16f, 1 / 16f, 0, 0}, Arrays.copyOf(pixels, 8));
    }
  }

  @Test
  void showsTheSamePixelsRowByRowOrOneByOne() {
    try (var whole = new Digits(Sequence.NONE, 0).open(NO_STORE);
        var rows = new Digits(Sequence.ROWS, 0).open(NO_STORE);
        var pixels = new Digits(Sequence.PIXELS, 0).open(NO_STORE)) {
      assertEquals(new SampleShape(8, Shape.of(8)), rows.shape());
      assertEquals(new SampleShape(64, Shape.of(1)), pixels.shape());
      float[] expected = sample(whole, Split.TEST, 9);
      assertArrayEquals(expected, sample(rows, Split.TEST, 9));
      assertArrayEquals(expected, sample(pixels, Split.TEST, 9));
      assertNotEquals(whole.sha256(), rows.sha256());
    }
  }

  @Test
  void validationSamplesComeFromTheTrainingPart() {
    try (var all = new Digits(Sequence.NONE, 0).open(NO_STORE);
        var split = new Digits(Sequence.NONE, 200).open(NO_STORE)) {
      assertEquals(200, split.size(Split.VALIDATION));
      assertEquals(all.size(Split.TRAIN) - 200, split.size(Split.TRAIN));
      assertEquals(all.size(Split.TEST), split.size(Split.TEST));
      int last = all.size(Split.TRAIN) - 1;
      assertArrayEquals(sample(all, Split.TRAIN, last), sample(split, Split.VALIDATION, 199));
      assertNotEquals(all.sha256(), split.sha256());
      assertTrue(split.splitDescription().contains("200"));
    }
    var refused =
        assertThrows(HillockException.class, () -> new Digits(Sequence.NONE, 1797).open(NO_STORE));
    assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
  }

  @Test
  void theChecksumOfContentAndSplitIsPinned() {
    try (var digits = new Digits(Sequence.NONE, 0).open(NO_STORE)) {
      assertEquals(
          "2fbcc7460af2cf4a5b89d899b4247793ee16a7a5b37474178f88879880863e39", digits.sha256());
    }
  }
}
