package org.hillock.api.equations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EquationsTest {

  private record Flat() implements Surrogate {
    @Override
    public Expr slope(Expr x) {
      return x.graph().constant(1);
    }

    @Override
    public double smooth(double x) {
      return x;
    }
  }

  private final Equations eq = new Equations();

  @Test
  void equalExpressionsAreTheSameNode() {
    var v = eq.state("v", 0);
    var x = eq.input();
    assertSame(v.times(0.5).plus(x), v.times(0.5).plus(x));
  }

  @Test
  void constantsAndNeutralElementsFold() {
    var x = eq.input();
    assertSame(x, x.plus(0).times(1).minus(0));
    assertTrue(x.minus(x).is(0));
    assertTrue(eq.constant(2).times(3).plus(1).is(7));
    assertSame(x, x.negate().negate());
  }

  @Test
  void aProductWithALoweredSpikeIsASelection() {
    var x = eq.input();
    var s = eq.spike(x.minus(1), new Flat());
    var graph = eq.graph();
    var lowered = graph.lowered(s, s.args());
    assertEquals("((x0 ≥ 1) ? 1 : 0)", lowered.toString());
    assertEquals("((x0 ≥ 1) ? x0 : 0)", lowered.times(x).toString());
    assertEquals("((x0 ≥ 1) ? 0 : 1)", lowered.complement().toString());
  }

  @Test
  void argumentsComeBeforeTheirUsers() {
    var y = eq.input().exp().plus(eq.state("v", 0));
    var nodes = ExprGraph.reachable(List.of(y));
    for (var e : nodes) {
      e.args().forEach(a -> assertTrue(nodes.indexOf(a) < nodes.indexOf(e)));
    }
  }

  @Test
  void aStateWithoutANextValueKeepsItsOwn() {
    var v = eq.state("v", 0.25);
    assertEquals(List.of(v), eq.nextValues());
    eq.next(v, v.plus(1));
    assertEquals(List.of(v.plus(1)), eq.nextValues());
  }

  @Test
  void refusesTwoNamesAlikeTwoNextValuesAndASelectionWithoutCondition() {
    var v = eq.state("v", 0);
    assertThrows(IllegalArgumentException.class, () -> eq.state("v", 1));
    eq.next(v, v);
    assertThrows(IllegalArgumentException.class, () -> eq.next(v, v));
    assertThrows(IllegalArgumentException.class, () -> eq.next(v.plus(1), v));
    assertThrows(IllegalArgumentException.class, () -> v.select(1, 0));
  }
}
