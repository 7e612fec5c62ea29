package org.hillock.lab.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.hillock.lab.record.MetricPoint;
import org.junit.jupiter.api.Test;

final class ThinningTest {

  private static List<Long> kept(int count, int most, int... peaks) {
    var thinning = new Thinning(count, most);
    for (int i = 0; i < count; i++) {
      int step = i;
      double value = IntStream.of(peaks).anyMatch(p -> p == step) ? 1000 : Math.sin(i);
      thinning.add(new MetricPoint(i, 1, value, Instant.EPOCH));
    }
    return thinning.points().stream().map(MetricPoint::step).toList();
  }

  @Test
  void leavesFewPointsAlone() {
    assertEquals(List.of(0L, 1L, 2L), kept(3, 3));
    assertEquals(List.of(0L), kept(1, 1000));
  }

  @Test
  void keepsEndsAndExtremesInOrder() {
    for (int count : new int[] {11, 100, 1003}) {
      var steps = kept(count, 10, 5, count - 3);
      assertTrue(steps.size() <= 10, "kept " + steps);
      assertTrue(steps.containsAll(List.of(0L, 5L, count - 3L, count - 1L)), "kept " + steps);
      assertEquals(steps.stream().sorted().toList(), steps);
    }
  }

  @Test
  void keepsOnlyTheEndsWhenThereIsNoRoomForMore() {
    assertEquals(List.of(0L, 99L), kept(100, 2));
  }
}
