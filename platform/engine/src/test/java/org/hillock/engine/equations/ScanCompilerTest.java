package org.hillock.engine.equations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Place;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.Pass.Row;
import org.hillock.api.backend.Pass.Space;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Op;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.Reset;
import org.junit.jupiter.api.Test;

class ScanCompilerTest {

  @Test
  void passesHoldNeitherSpikesNorDetachments() {
    var program = ScanCompiler.program("lif", Models.lif(Reset.HARD_DETACHED));
    for (var pass : List.of(program.training(), program.inference(), program.backward())) {
      assertTrue(pass.nodes().stream().noneMatch(e -> e.op() == Op.SPIKE || e.op() == Op.DETACH));
    }
  }

  @Test
  void everyPassLoadsOnlyWhatItUses() {
    var eq = new Equations();
    Models.everything(eq);
    var program = ScanCompiler.program("everything", eq);
    for (var pass : List.of(program.training(), program.inference(), program.backward())) {
      assertTrue(pass.nodes().containsAll(pass.loads().keySet()));
      var used =
          Stream.concat(pass.loads().values().stream(), pass.stores().stream().map(Pass.Store::to))
              .filter(p -> p.space() == Space.ROW)
              .map(Place::index)
              .distinct()
              .count();
      assertEquals(pass.rows().size(), used);
      assertEquals(pass.rows().size(), pass.rows().stream().distinct().count());
    }
  }

  @Test
  void onlyLearnableParametersGetGradients() {
    var eq = new Equations();
    Models.everything(eq);
    var gradients =
        ScanCompiler.program("everything", eq).backward().stores().stream()
            .map(Pass.Store::to)
            .filter(p -> p.space() == Space.PARAMETER_GRADIENT)
            .map(Place::index)
            .toList();
    assertEquals(List.of(0, 1), gradients);
  }

  @Test
  void anInputWithoutInfluenceGetsAZeroGradientAndIsNotRead() {
    var eq = new Equations();
    eq.emit(eq.input().times(2));
    eq.input("unused");
    var program = ScanCompiler.program("test", eq);
    assertFalse(program.training().rows().contains(new Row(Role.INPUT, 1)));
    int row = program.backward().rows().indexOf(new Row(Role.INPUT_GRADIENT, 1));
    var store =
        program.backward().stores().stream()
            .filter(s -> s.to().equals(new Place(Space.ROW, row)))
            .findAny()
            .orElseThrow();
    assertTrue(store.value().is(0));
  }

  @Test
  void anUpdateRuleEmitsNothingAndIsAccepted() {
    var eq = new Equations();
    var weight = eq.state("weight", 0);
    eq.next(weight, weight.minus(eq.input().times(0.1)));
    var program = ScanCompiler.program("sgd", eq);
    assertEquals(List.of(new Row(Role.INPUT, 0)), program.inference().rows());
    assertEquals(0, program.outputs());
  }

  @Test
  void refusesEquationsThatDoNothing() {
    var eq = new Equations();
    eq.input();
    refused(eq, "the equations of test emit nothing and have no state");
  }

  @Test
  void refusesAConditionUsedAsANumber() {
    var eq = new Equations();
    eq.emit(eq.input().ge(1).plus(eq.input("y")));
    refused(eq, "compute with the condition (x0 ≥ 1); use condition.select(1, 0)");
  }

  @Test
  void refusesAnEmittedCondition() {
    var eq = new Equations();
    eq.emit(eq.input().ge(1));
    refused(eq, "use the condition (x0 ≥ 1) as an emitted value");
  }

  @Test
  void refusesValuesOfOtherEquations() {
    var eq = new Equations();
    eq.emit(new Equations().input());
    refused(eq, "use a value of other equations in an emitted value");
  }

  @Test
  void refusesConstantsThatAreNotFinite() {
    var eq = new Equations();
    eq.emit(eq.input().times(1 / 0.0));
    refused(eq, "hold the constant Infinity in an emitted value; constants must be finite");
  }

  @Test
  void refusesASlopeMadeOfOtherEquations() {
    var foreign = new Equations().input();
    var eq = new Equations();
    eq.emit(
        eq.spike(
            eq.input(),
            new Surrogate() {
              @Override
              public Expr slope(Expr x) {
                return foreign;
              }

              @Override
              public double smooth(double x) {
                return x;
              }
            }));
    refused(eq, "slopes of the surrogates");
  }

  private static void refused(Equations eq, String message) {
    var e = assertThrows(HillockException.class, () -> ScanCompiler.program("test", eq));
    assertEquals(ErrorCode.INVALID_ARGUMENT, e.code());
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
