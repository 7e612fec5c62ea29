package org.hillock.engine.equations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.Pass.Row;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Reset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoringRuleTest {

  @ParameterizedTest
  @EnumSource(Reset.class)
  void lifKeepsOnlyTheMembranePotentialBeforeTheReset(Reset reset) {
    assertEquals(List.of("((v0·0.9) + x0)"), kept(Models.lif(reset)));
  }

  @ParameterizedTest
  @EnumSource(Reset.class)
  void currentLifKeepsOnlyTheMembranePotentialBeforeTheReset(Reset reset) {
    assertEquals(List.of("((v1·0.9) + ((v0·0.7) + x0))"), kept(Models.current(reset)));
  }

  @Test
  void softAdaptiveLifKeepsOnlyTheDistanceFromTheThreshold() {
    assertEquals(List.of("((((v0·0.9) + x0) - 1) - (v1·0.3))"), kept(Models.adaptive(Reset.SOFT)));
  }

  @Test
  void learnableLifFindsThePreviousPotentialInWhatTheStepBeforeKept() {
    var program = program(Models.learnable(Sharing.SCALAR));
    assertEquals(List.of("((v0·p0) + x0)"), kept(program));
    assertEquals(
        List.of(
            new Row(Role.OUTPUT_GRADIENT, 0),
            new Row(Role.KEPT, 0),
            new Row(Role.ENTERED, 0),
            new Row(Role.INPUT_GRADIENT, 0)),
        program.backward().rows());
    assertEquals(program.backward().rows(), program.backwardFirst().rows());
    assertTrue(program.training().rows().contains(new Row(Role.ENTERED, 0)));
    assertFalse(program.inference().rows().contains(new Row(Role.ENTERED, 0)));
  }

  @Test
  void aStateThatFollowsFromNothingKeptIsKeptItself() {
    var eq = new Equations();
    var v = eq.state("v", 0);
    var x = eq.input();
    var u = v.plus(v.square().times(x));
    eq.next(v, u.plus(x));
    eq.emit(u);
    assertEquals(List.of("v0"), kept(program(eq)));
  }

  @Test
  void aStateThatIsHandedOnAsItIsIsKeptItself() {
    var eq = new Equations();
    var x = eq.input();
    var last = eq.state("last", 0);
    var before = eq.state("before", 0);
    eq.next(last, x);
    eq.next(before, last);
    eq.emit(x.times(last).times(before));
    assertEquals(List.of("v1"), kept(program(eq)));
  }

  @Test
  void aStateThatIsTheInputBeforeIsReadFromIt() {
    var eq = new Equations();
    var x = eq.input();
    var last = eq.state("last", 0);
    eq.next(last, x.plus(x));
    eq.emit(x.times(last));
    assertEquals(0, program(eq).kept());
  }

  @Test
  void aStateAfterARandomSpikeIsKeptItself() {
    var eq = new Equations();
    var leak = eq.parameter(ParameterSpec.learnable("leak", Sharing.SCALAR, 0.9));
    var v = eq.state("v", 0);
    var u = v.times(leak).plus(eq.input());
    var s = eq.spike(u.minus(eq.uniform()), Models.SURROGATE);
    eq.next(v, u.times(s.complement()));
    eq.emit(s);
    assertTrue(kept(program(eq)).contains("v0"));
  }

  @Test
  void linearEquationsKeepNothing() {
    var eq = new Equations();
    var v = eq.state("v", 0);
    var u = v.times(0.5).plus(eq.input());
    eq.next(v, u);
    eq.emit(u);
    var program = program(eq);
    assertEquals(0, program.kept());
    assertEquals(program.training(), program.inference());
    assertEquals(
        List.of(new Row(Role.OUTPUT_GRADIENT, 0), new Row(Role.INPUT_GRADIENT, 0)),
        program.backward().rows());
  }

  @Test
  void conditionsAreComparedAgainRatherThanKept() {
    var eq = new Equations();
    var x = eq.input();
    eq.emit(x.max(0));
    var program = program(eq);
    assertEquals(0, program.kept());
    assertTrue(program.backward().rows().contains(new Row(Role.INPUT, 0)));
  }

  @Test
  void inferenceTouchesNoKeptRow() {
    var program = program(Models.lif(Reset.HARD));
    assertEquals(1, program.kept());
    assertTrue(program.training().rows().contains(new Row(Role.KEPT, 0)));
    assertFalse(program.inference().rows().contains(new Row(Role.KEPT, 0)));
  }

  private static ScanProgram program(Equations eq) {
    return ScanCompiler.program("test", eq);
  }

  private static List<String> kept(Equations eq) {
    return kept(program(eq));
  }

  private static List<String> kept(ScanProgram program) {
    return program.training().stores().stream()
        .filter(s -> s.to().space() == Pass.Space.ROW)
        .filter(s -> program.training().rows().get(s.to().index()).role() == Role.KEPT)
        .sorted(Comparator.comparingInt(s -> s.to().index()))
        .map(s -> s.value().toString())
        .toList();
  }
}
