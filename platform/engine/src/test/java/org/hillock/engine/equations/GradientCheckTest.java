package org.hillock.engine.equations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientCheckTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyRuleAgreesWithCentralDifferences(long seed) {
    var result = GradientCheck.run(Models::everything, 7, RandomStream.of(seed));
    assertTrue(result.relativeError() <= 1e-6, result::toString);
    assertTrue(result.nonZero() > 14, result::toString);
  }

  @Test
  void noticesASlopeThatIsNotTheDerivativeOfItsSmoothFunction() {
    var wrong =
        new Surrogate() {
          @Override
          public Expr slope(Expr x) {
            return Models.SURROGATE.slope(x).times(1.01);
          }

          @Override
          public double smooth(double x) {
            return Models.SURROGATE.smooth(x);
          }
        };
    Consumer<Equations> define = eq -> eq.emit(eq.spike(eq.input().minus(0.5), wrong));
    var result = GradientCheck.run(define, 4, RandomStream.of(1));
    assertEquals(0.01, result.relativeError(), 0.002);
  }

  @Test
  void detachedValuesAreConstant() {
    Consumer<Equations> define = eq -> eq.emit(eq.input().times(eq.input("y").detach()));
    var result = GradientCheck.run(define, 3, RandomStream.of(1));
    assertTrue(result.relativeError() <= 1e-6, result::toString);
    assertEquals(6, result.compared());
    assertEquals(3, result.nonZero());
  }
}
