package org.hillock.plugins.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

@WithLibrary
class ComparisonTest {

  @Test
  void reportsALineOfJsonForEachRow() {
    var lines = new ArrayList<String>();
    var comparison = new Comparison(0.001, lines::add);
    comparison.convolution(2, 4, 8);
    comparison.product(2, 50, 16, 8);
    assertEquals(21, lines.size());
    for (var line : lines) {
      assertTrue(line.matches("\\{\"benchmark\":\"\\w+\",.*\"ratio\":\\d+\\.\\d+}"), line);
    }
  }
}
