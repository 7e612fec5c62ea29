package org.hillock.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {

  private static final String FLOWERS =
      """
      id,length,width,kind
      1,1,10,setosa
      2,2,20,"versicolor, wild"

      3,3,30,setosa
      4,4,40,"versicolor, wild"
      5,50,50,setosa
      6,60,60,"versicolor, wild"
      """;

  @TempDir private Path store;

  private Samples open(String text, String label, List<String> ignore, Scaling scaling, int steps)
      throws IOException {
    Files.writeString(store.resolve("table.csv"), text);
    return new Csv("table.csv", label, true, ignore, ",", .34, 0, scaling, steps).open(store);
  }

  private HillockException refused(String text, String label, int steps) {
    return assertThrows(
        HillockException.class, () -> open(text, label, List.of(), Scaling.NONE, steps).close());
  }

  @Test
  void readsFeaturesAndNamedClasses() throws IOException {
    try (var samples = open(FLOWERS, "last", List.of("id"), Scaling.NONE, 0)) {
      assertEquals(new SampleShape(0, Shape.of(2)), samples.shape());
      assertEquals(2, samples.classes());
      assertEquals(4, samples.size(Split.TRAIN));
      assertArrayEquals(new float[] {50, 50}, DigitsTest.sample(samples, Split.TEST, 0));
      assertEquals(0, samples.label(Split.TEST, 0));
      assertEquals(1, samples.label(Split.TEST, 1));
    }
  }

  @Test
  void theClassMayStandInAnyColumn() throws IOException {
    try (var byName = open(FLOWERS, "kind", List.of(), Scaling.NONE, 0);
        var byNumber = open(FLOWERS, "4", List.of("1"), Scaling.NONE, 0)) {
      assertEquals(Shape.of(3), byName.shape().features());
      assertEquals(Shape.of(2), byNumber.shape().features());
    }
  }

  @Test
  void wholeNumbersAreClassesInTheirOrder() throws IOException {
    String text = "x,c\n1,10\n1,9\n1,10\n1,9\n1,10\n1,9\n";
    try (var samples = open(text, "c", List.of(), Scaling.NONE, 0)) {
      assertEquals(1, samples.label(Split.TRAIN, 0));
    }
  }

  @Test
  void scalesByTheTrainingPartAlone() throws IOException {
    try (var samples = open(FLOWERS, "last", List.of("id"), Scaling.UNIT, 0)) {
      assertArrayEquals(new float[] {0, 0}, DigitsTest.sample(samples, Split.TRAIN, 0));
      assertArrayEquals(new float[] {1, 1}, DigitsTest.sample(samples, Split.TRAIN, 3));
      assertEquals(49 / 3f, DigitsTest.sample(samples, Split.TEST, 0)[0]);
    }
    try (var samples = open(FLOWERS, "last", List.of("id"), Scaling.STANDARD, 0)) {
      assertEquals(
          (1 - 2.5) / Math.sqrt(1.25), DigitsTest.sample(samples, Split.TRAIN, 0)[0], 1e-6);
    }
  }

  @Test
  void aLineCanBeASequence() throws IOException {
    try (var samples = open(FLOWERS, "last", List.of("id"), Scaling.NONE, 2)) {
      assertEquals(new SampleShape(2, Shape.of(1)), samples.shape());
    }
    assertEquals(ErrorCode.SHAPE_MISMATCH, refused(FLOWERS, "last", 2).code());
  }

  @Test
  void aCellThatIsNoNumberIsNamedByItsPlace() {
    var refused = refused(FLOWERS.replace(",30,", ",n/a,"), "last", 0);
    assertEquals(ErrorCode.CORRUPT_FILE, refused.code());
    assertTrue(
        refused.getMessage().contains("line 5, column width has 'n/a'"), refused.getMessage());
  }

  @Test
  void aLineOfAnotherLengthIsRefused() {
    var refused = refused(FLOWERS + "7,8\n", "last", 0);
    assertTrue(refused.getMessage().contains("line 9 has 2 cells"), refused.getMessage());
  }

  @Test
  void anUnknownColumnIsRefusedWithThoseThereAre() {
    var refused = refused(FLOWERS, "species", 0);
    assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
    assertTrue(refused.getMessage().contains("id, length, width, kind"), refused.getMessage());
  }

  @Test
  void anEmptyFileIsRefused() {
    assertEquals(ErrorCode.CORRUPT_FILE, refused("a,b\n", "last", 0).code());
  }

  @Test
  void quotedCellsMayHoldSeparatorsAndQuotes() {
    assertEquals(List.of("a", "b, \"c\"", ""), CsvTable.cells("a, \"b, \"\"c\"\"\",", ','));
  }
}
