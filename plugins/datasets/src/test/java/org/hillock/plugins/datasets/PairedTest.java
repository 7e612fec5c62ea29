package org.hillock.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PairedTest {

  private static final Path NO_STORE = Path.of("no-such-folder");

  /** Samples of one value, which tells split, class and row: 1203 is test, class 2, row 3. */
  private record Marked(SampleShape shape, int classes, int[] train, int[] test)
      implements DataSet {

    @Override
    public Samples open(Path store) {
      return new MarkedSamples(this);
    }
  }

  private record MarkedSamples(Marked of) implements Samples {

    private int[] labels(Split split) {
      return switch (split) {
        case TRAIN -> of.train;
        case VALIDATION -> new int[0];
        case TEST -> of.test;
      };
    }

    @Override
    public SampleShape shape() {
      return of.shape;
    }

    @Override
    public int classes() {
      return of.classes;
    }

    @Override
    public int size(Split split) {
      return labels(split).length;
    }

    @Override
    public void read(Split split, int index, Tensor sample) {
      sample.fill((split == Split.TEST ? 1000 : 0) + 100 * label(split, index) + index);
    }

    @Override
    public int label(Split split, int index) {
      return labels(split)[index];
    }

    @Override
    public String sha256() {
      return Arrays.toString(of.train) + Arrays.toString(of.test);
    }

    @Override
    public String splitDescription() {
      return "made up";
    }

    @Override
    public void close() {}
  }

  private static Marked marked(int steps, int features, int[] train, int... test) {
    return new Marked(new SampleShape(steps, Shape.of(features)), 3, train, test);
  }

  private static final Marked IMAGES = marked(0, 1, new int[] {0, 1, 2, 0, 1, 2, 0, 0}, 0, 1, 2);
  private static final Marked SOUNDS = marked(2, 1, new int[] {2, 1, 0, 0, 2, 2, 2}, 2, 1, 0, 0);

  private static Samples open(int seed) {
    return new Paired(Map.of("image", IMAGES, "sound", SOUNDS), seed).open(NO_STORE);
  }

  @Test
  void partsOfASampleAreOfOneClassAndOneSplit() {
    try (var pairs = open(0)) {
      assertEquals("image of 1, sound of 2 steps of 1", pairs.shape().toString());
      assertEquals(Shape.of(3), pairs.shape().tensor());
      for (var split : new Split[] {Split.TRAIN, Split.TEST}) {
        for (int i = 0; i < pairs.size(split); i++) {
          float[] values = DigitsTest.sample(pairs, split, i);
          assertEquals(values[1], values[2]);
          for (float value : values) {
            int sourceAndClass = (int) value / 100;
            assertEquals((split == Split.TEST ? 10 : 0) + pairs.label(split, i), sourceAndClass);
          }
        }
      }
    }
  }

  @Test
  void everySampleIsTakenAndNoneTwiceBeforeAllOfItsClass() {
    try (var pairs = open(0)) {
      // The larger of the two numbers of each class: 4 and 2, 2 and 1, 2 and 4.
      assertEquals(4 + 2 + 4, pairs.size(Split.TRAIN));
      assertEquals(2 + 1 + 1, pairs.size(Split.TEST));
      assertEquals(0, pairs.size(Split.VALIDATION));
      var images = new HashMap<Float, Integer>();
      var sounds = new HashMap<Float, Integer>();
      for (int i = 0; i < pairs.size(Split.TRAIN); i++) {
        float[] values = DigitsTest.sample(pairs, Split.TRAIN, i);
        images.merge(values[0], 1, Integer::sum);
        sounds.merge(values[1], 1, Integer::sum);
      }
      assertEquals(Map.of(0f, 1, 3f, 1, 6f, 1, 7f, 1, 101f, 1, 104f, 1, 202f, 2, 205f, 2), images);
      assertEquals(Map.of(2f, 2, 3f, 2, 101f, 2, 200f, 1, 204f, 1, 205f, 1, 206f, 1), sounds);
    }
  }

  @Test
  void whichSamplesMeetIsDrawnFromTheSeed() {
    try (var one = open(1);
        var again = open(1);
        var other = open(2)) {
      assertArrayEquals(all(one), all(again));
      assertNotEquals(Arrays.toString(all(one)), Arrays.toString(all(other)));
      assertEquals(one.sha256(), again.sha256());
      assertNotEquals(one.sha256(), other.sha256());
      assertEquals(
          "image: made up; sound: made up; paired by class within each split: train 10 of 8 image"
              + " and 7 sound, test 4 of 3 image and 4 sound",
          one.splitDescription());
    }
  }

  private static float[] all(Samples pairs) {
    var all = new float[3 * pairs.size(Split.TRAIN)];
    for (int i = 0; i < pairs.size(Split.TRAIN); i++) {
      System.arraycopy(DigitsTest.sample(pairs, Split.TRAIN, i), 0, all, 3 * i, 3);
    }
    return all;
  }

  @Test
  void whatCannotBePairedIsRefusedByName() {
    refused(
        "samples are paired by class, so all data sets need the same number of classes, at least 1;"
            + " digits has 10, image has 3",
        Map.of("image", IMAGES, "digits", new Digits(Sequence.NONE, 0)));
    refused(
        "image has 1 samples of class 1 in split TEST, sound has none to pair them with",
        Map.of("image", IMAGES, "sound", marked(0, 1, new int[] {0, 1, 2}, 0, 2)));
    refused(
        "part both has parts of its own (image of 1, sound of 2 steps of 1); put all data sets"
            + " under one 'paired'",
        Map.of("image", IMAGES, "both", new Paired(Map.of("image", IMAGES, "sound", SOUNDS), 0)));
    assertThrows(IllegalArgumentException.class, () -> new Paired(Map.of("image", IMAGES), 0));
  }

  private static void refused(String message, Map<String, DataSet> sets) {
    var e = assertThrows(HillockException.class, () -> new Paired(sets, 0).open(NO_STORE));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    assertEquals(message, e.getMessage());
  }

  @Test
  void missingDataIsSaidWithTheNameOfItsPart() {
    var paired =
        new Paired(
            Map.of("image", IMAGES, "clothes", new FashionMnist(0, false, Sequence.NONE)), 0);
    var e = assertThrows(HillockException.class, () -> paired.open(NO_STORE));
    assertEquals(ErrorCode.DATA_UNAVAILABLE, e.code());
    assertEquals("part clothes: ", e.getMessage().substring(0, 14));
  }
}
