package org.hillock.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.hillock.bench.Figure;
import org.junit.jupiter.api.Test;

class FigureTextTest {

  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final Figure RIVALLED =
      new Figure(
          "gemm/a",
          123.4,
          110,
          "GF/s",
          OptionalDouble.of(100),
          OptionalDouble.of(1.234),
          OptionalDouble.of(1.5),
          "another");
  private static final Figure ALONE =
      new Figure("step/b", 0.0123, 0.02, "ms", NONE, NONE, OptionalDouble.of(2), "");

  @Test
  void aRowSaysWhetherTheTargetIsMet() {
    var text = FigureText.of(List.of(RIVALLED.name(), ALONE.name()));
    assertEquals(
        List.of(
            "NAME            VALUE  BASELINE  RATIO  TARGET  MET  AGAINST",
            "gemm/a       123 GF/s       100   1.23    1.50  NO   another",
            "step/b      0.0123 ms                     2.00"),
        List.of(text.heading(), text.line(RIVALLED), text.line(ALONE)));
  }

  @Test
  void jsonHasEveryFieldAndNullForWhatThereIsNot() {
    assertEquals(
        "{\"name\":\"gemm/a\",\"value\":123.4,\"unit\":\"GF/s\",\"baseline\":100.0,"
            + "\"ratio\":1.234,\"target\":1.5,\"met\":false,\"median\":110.0,"
            + "\"against\":\"another\"}",
        FigureText.json(RIVALLED).toString());
    var alone = FigureText.json(ALONE);
    for (var field : List.of("baseline", "ratio", "met")) {
      assertTrue(alone.get(field).isNull(), field);
    }
  }
}
