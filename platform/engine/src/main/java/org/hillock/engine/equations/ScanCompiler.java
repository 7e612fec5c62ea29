package org.hillock.engine.equations;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.Pass.Place;
import org.hillock.api.backend.Pass.Role;
import org.hillock.api.backend.Pass.Row;
import org.hillock.api.backend.Pass.Space;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Expr;
import org.hillock.api.equations.Op;

/** Differentiates equations and plans their forward and backward passes. */
public final class ScanCompiler {

  private final Equations eq;
  private final List<Expr> emits;
  private final List<Expr> nexts;
  private final Adjoint gradients;
  private final StoringRule.Plan plan;
  private final List<Expr> kept;

  private ScanCompiler(Equations eq, Adjoint adjoint) {
    this.eq = eq;
    var lowering = new Lowering();
    emits = lowering.all(eq.emits());
    nexts = lowering.all(eq.nextValues());
    gradients =
        new Adjoint(
            lowering.all(adjoint.inputs()),
            lowering.all(adjoint.states()),
            lowering.all(adjoint.parameters()));
    plan = StoringRule.plan(emits, nexts, wanted());
    kept = plan.read().stream().filter(e -> e.op() != Op.INPUT).toList();
  }

  /**
   * The program of a set of equations. Rows of a pass come in the order inputs, outputs (backward:
   * their gradients), kept values, gradients of inputs; a row that a pass does not touch is not
   * among them. The backward pass may read inputs again, never outputs, and rows of the step
   * before. Inputs nothing depends on get a gradient of zero.
   *
   * @param name of the model, for messages
   * @throws org.hillock.api.HillockException with {@code INVALID_ARGUMENT} if the equations are not
   *     sound; the message names the model and the fault
   */
  public static ScanProgram program(String name, Equations eq) {
    var check = new EquationsCheck(name, eq);
    check.statement(eq);
    var adjoint = Adjoint.of(eq);
    check.gradients(adjoint);
    var compiler = new ScanCompiler(eq, adjoint);
    var backward = compiler.backward();
    return new ScanProgram(
        name,
        eq.states(),
        eq.parameters(),
        eq.inputs().size(),
        eq.emits().size(),
        compiler.kept.size(),
        compiler.forward(true),
        compiler.forward(false),
        backward.getFirst(),
        backward.getLast());
  }

  /** The results of the backward pass. */
  private List<Expr> wanted() {
    var wanted = new ArrayList<>(gradients.inputs());
    wanted.addAll(gradients.states());
    for (int i = 0; i < eq.parameters().size(); i++) {
      if (eq.parameters().get(i).learnable()) {
        wanted.add(gradients.parameters().get(i));
      }
    }
    return wanted;
  }

  private Pass forward(boolean training) {
    var pass = new PassRows();
    loadInputsAndParameters(pass);
    for (int i = 0; i < nexts.size(); i++) {
      pass.load(eq.graph().leaf(Op.STATE, i), new Place(Space.STATE, i));
    }
    for (int i = 0; i < emits.size(); i++) {
      pass.store(emits.get(i), new Row(Role.OUTPUT, i));
    }
    if (training) {
      for (int i = 0; i < kept.size(); i++) {
        pass.store(kept.get(i), new Row(Role.KEPT, i));
      }
      derived(state -> pass.store(state, new Row(Role.ENTERED, state.index())));
    }
    for (int i = 0; i < nexts.size(); i++) {
      pass.store(nexts.get(i), new Place(Space.STATE, i));
    }
    return pass.pass();
  }

  private void derived(Consumer<Expr> work) {
    for (int i = 0; i < nexts.size(); i++) {
      var state = eq.graph().leaf(Op.STATE, i);
      if (plan.derived().contains(state)) {
        work.accept(state);
      }
    }
  }

  /** The backward pass, and that of the first step. */
  private List<Pass> backward() {
    var pass = new PassRows();
    loadInputsAndParameters(pass);
    for (int i = 0; i < emits.size(); i++) {
      pass.load(eq.graph().leaf(Op.EMIT_ADJOINT, i), new Row(Role.OUTPUT_GRADIENT, i));
    }
    for (int i = 0; i < nexts.size(); i++) {
      pass.load(eq.graph().leaf(Op.NEXT_ADJOINT, i), new Place(Space.STATE, i));
    }
    for (int i = 0; i < kept.size(); i++) {
      pass.load(kept.get(i), new Row(Role.KEPT, i));
    }
    derived(state -> pass.load(state, new Row(Role.ENTERED, state.index())));
    for (int i = 0; i < plan.read().size(); i++) {
      pass.loadBefore(eq.graph().leaf(Op.EARLIER, i), plan.read().get(i));
    }
    for (int i = 0; i < eq.inputs().size(); i++) {
      pass.store(gradients.inputs().get(i), new Row(Role.INPUT_GRADIENT, i));
    }
    for (int i = 0; i < nexts.size(); i++) {
      pass.store(gradients.states().get(i), new Place(Space.STATE, i));
    }
    for (int i = 0; i < eq.parameters().size(); i++) {
      if (eq.parameters().get(i).learnable()) {
        pass.store(gradients.parameters().get(i), new Place(Space.PARAMETER_GRADIENT, i));
      }
    }
    return pass.passes(List.of(new Earlier(plan, nexts), UnaryOperator.identity()));
  }

  private void loadInputsAndParameters(PassRows pass) {
    for (int i = 0; i < eq.inputs().size(); i++) {
      pass.load(eq.graph().leaf(Op.INPUT, i), new Row(Role.INPUT, i));
    }
    for (int i = 0; i < eq.parameters().size(); i++) {
      pass.load(eq.graph().leaf(Op.PARAMETER, i), new Place(Space.PARAMETER, i));
    }
  }
}
