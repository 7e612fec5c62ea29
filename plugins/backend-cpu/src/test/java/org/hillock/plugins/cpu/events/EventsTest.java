package org.hillock.plugins.cpu.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventsTest {

  private static final int[] SIZES = {1, 3, 16, 17, 255};
  private static final double[] DENSITIES = {0, 0.01, 0.3, 1};

  private static MemorySegment matrix(int rows, int stride, double density, boolean binary) {
    var m = Arena.ofAuto().allocate(4L * rows * stride, 64);
    var random = new Random(rows + 31L * stride);
    for (int i = 0; i < rows * stride; i++) {
      float value = random.nextDouble() >= density ? -0f : binary ? 1 : random.nextInt(1, 9) / 4f;
      m.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
    }
    return m;
  }

  private static void assertLists(Events events, float[][] rows) {
    int count = 0;
    for (int r = 0; r < rows.length; r++) {
      assertEquals(count, events.starts()[r]);
      for (int c = 0; c < rows[r].length; c++) {
        if (rows[r][c] != 0) {
          assertEquals(c, events.columns()[count]);
          assertEquals(rows[r][c], events.binary() ? 1 : events.values()[count]);
          count++;
        }
      }
    }
    assertEquals(count, events.starts()[rows.length]);
  }

  @Test
  void listsRowsAndColumnsOfAnyPartOfAMatrix() {
    var events = new Events();
    var transposed = new Events();
    for (int rows : SIZES) {
      for (int width : SIZES) {
        for (double density : DENSITIES) {
          for (boolean binary : new boolean[] {true, false}) {
            int stride = width + 2;
            var m = matrix(rows + 1, stride, density, binary);
            var expected = new float[rows][width];
            var across = new float[width][rows];
            int strange = 0;
            for (int r = 0; r < rows; r++) {
              for (int c = 0; c < width; c++) {
                float v = m.getAtIndex(ValueLayout.JAVA_FLOAT, (r + 1) * stride + c + 1);
                expected[r][c] = v;
                across[c][r] = v;
                strange += v == 0 || v == 1 ? 0 : 1;
              }
            }
            events.list(m, 4L * (stride + 1), 4L * stride, rows, width);
            assertEquals(strange == 0, events.binary());
            assertLists(events, expected);
            transposed.listTransposed(m, 4L * (stride + 1), 4L * stride, rows, width);
            assertLists(transposed, across);
          }
        }
      }
    }
  }

  @Test
  void listsPartsOfRowsByThemselves() {
    int rows = 17;
    int width = 40;
    for (boolean binary : new boolean[] {true, false}) {
      var m = matrix(rows, width, 0.3, binary);
      var whole = new Events();
      var parts = new Events();
      whole.list(m, 0, 4 * width, rows, width);
      parts.list(m, 0, 4 * width, rows, width, 32);
      for (int r = 0; r < rows; r++) {
        int middle = parts.starts()[2 * r + 1];
        assertEquals(whole.starts()[r], parts.starts()[2 * r]);
        assertTrue(middle >= whole.starts()[r] && middle <= whole.starts()[r + 1]);
        for (int i = whole.starts()[r]; i < whole.starts()[r + 1]; i++) {
          assertEquals(whole.columns()[i], parts.columns()[i]);
          assertEquals(i >= middle, whole.columns()[i] >= 32);
          assertTrue(binary || whole.values()[i] == parts.values()[i]);
        }
      }
      assertEquals(whole.starts()[rows], parts.starts()[2 * rows]);
    }
  }

  @Test
  void countsNotANumberAsAnEvent() {
    var m = Arena.ofAuto().allocate(12);
    m.setAtIndex(ValueLayout.JAVA_FLOAT, 1, Float.NaN);
    var events = new Events();
    events.list(m, 0, 12, 1, 3);
    assertEquals(1, events.starts()[1]);
    assertEquals(1, events.columns()[0]);
    assertTrue(Float.isNaN(events.values()[0]));
  }

  @Test
  void estimatesTheDensity() {
    for (int[] size : new int[][] {{2560, 100}, {100, 512}, {4097, 3}, {1, 2000}}) {
      for (double density : new double[] {0, 0.02, 0.1, 0.5, 1}) {
        var m = matrix(size[0], size[1], density, true);
        double estimate = Density.estimate(m, 0, 4L * size[1], size[0], size[1]);
        double deviation = Math.sqrt(density * (1 - density) / 700);
        assertEquals(density, estimate, 5 * deviation, size[0] + " rows, density " + density);
      }
    }
  }

  @Test
  void seesNoPeriodOfTheRowsAsTheWhole() {
    // One sample of a batch of 100 fires all the time, as rows [T][B] show it.
    var m = Arena.ofAuto().allocate(4L * 25600 * 64, 64);
    for (int r = 0; r < 25600; r += 100) {
      m.asSlice(4L * r * 64, 4 * 64).fill((byte) 1);
    }
    assertEquals(0.01, Density.estimate(m, 0, 4 * 64, 25600, 64), 0.01);
  }
}
