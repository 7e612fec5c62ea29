package org.hillock.plugins.trainers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A loss that sees the end of a sequence. */
class LastStepsTest {

  private static final int STEPS = 5;

  @Test
  void theEarlierStepsDoNotCount() {
    var inner = new CrossEntropyMembrane(Over.MEAN);
    var loss = new LastSteps(2, inner);
    try (var arena = Arena.ofConfined()) {
      var output = tensor(arena, STEPS);
      var gradient = tensor(arena, STEPS);
      for (int i = 0; i < output.size(); i++) {
        output.set(i, (i * 7 % 5) - 2);
        gradient.set(i, 9);
      }
      var expected = tensor(arena, 2);
      int[] labels = {1, 0};
      assertEquals(
          inner.evaluate(output.slice(3, 2), labels, expected),
          loss.evaluate(output, labels, gradient));
      assertArrayEquals(new float[12], gradient.slice(0, 3).toArray());
      assertArrayEquals(expected.toArray(), gradient.slice(3, 2).toArray());
      var scores = Tensor.of(arena.allocate(ValueLayout.JAVA_FLOAT, 4), Shape.of(2, 2));
      loss.scores(output, scores);
      float[] found = scores.toArray();
      inner.scores(output.slice(3, 2), scores);
      assertArrayEquals(scores.toArray(), found);
    }
    assertEquals(3, loss.firstStep(STEPS));
    assertEquals(0, loss.firstStep(1));
    assertEquals(0, inner.firstStep(STEPS));
  }

  private static Tensor tensor(Arena arena, int steps) {
    var shape = Shape.of(steps, 2, 2);
    return Tensor.of(arena.allocate(ValueLayout.JAVA_FLOAT, shape.size()), shape);
  }
}
