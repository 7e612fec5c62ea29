package org.hillock.cli.show;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RowPatternTest {

  @Test
  void aPlainTextIsLookedForAnywhere() {
    assertTrue(RowPattern.of("lif").fits("scan/lif-4x10/forward/t1"));
    assertTrue(RowPattern.of("5%").fits("step/linear-512/5%/t2"));
    assertFalse(RowPattern.of("adex").fits("scan/lif-4x10/forward/t1"));
  }

  @Test
  void aGlobFitsTheWholeName() {
    assertTrue(RowPattern.of("scan/*/t?").fits("scan/lif-4x10/forward/t1"));
    assertFalse(RowPattern.of("scan/*/t?").fits("scan/lif-4x10/forward/t16"));
    assertFalse(RowPattern.of("lif*").fits("scan/lif-4x10/forward/t1"));
  }

  @Test
  void lettersOfExpressionsStandForThemselves() {
    assertFalse(RowPattern.of("gemm.16").fits("gemm/16x16x16/t1"));
    assertTrue(RowPattern.of("a.b(c").fits("a.b(c"));
  }
}
