package org.hillock.engine.network;

import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.equations.Expr;

/** Finds outputs that are 0 or one other value by their equations: spikes, also after dropout. */
final class TwoValued {

  private final Graph graph;

  TwoValued(Graph graph) {
    this.graph = graph;
  }

  /** What elements of a step's output that differ from zero all are, in training. */
  OptionalDouble level(int step) {
    return step == Sequence.INPUT ? OptionalDouble.empty() : level(graph.steps().get(step));
  }

  private OptionalDouble level(Graph.Step step) {
    return switch (step.operation()) {
      case Scan scan -> level(scan.program());
      case Recurrent recurrent -> level(recurrent.program());
      case MaxPool _ -> levelOfInput(step);
      case Dropout dropout -> {
        var before = levelOfInput(step);
        yield before.isPresent()
            ? OptionalDouble.of((float) before.getAsDouble() * dropout.scale())
            : before;
      }
      default -> OptionalDouble.empty();
    };
  }

  private OptionalDouble levelOfInput(Graph.Step step) {
    return level(((Sequence) step.inputs().getFirst()).producer());
  }

  private static OptionalDouble level(ScanProgram program) {
    int row = program.training().rows().indexOf(new Pass.Row(Pass.Role.OUTPUT, 0));
    var place = new Pass.Place(Pass.Space.ROW, row);
    var values =
        program.training().stores().stream()
            .filter(store -> store.to().equals(place))
            .findFirst()
            .map(store -> values(store.value()))
            .orElse(Set.of());
    // A zero below zero would come back as one above.
    var levels = values.stream().filter(v -> !v.equals(0.0)).mapToDouble(v -> v).toArray();
    return levels.length == 1 && levels[0] != 0
        ? OptionalDouble.of(levels[0])
        : OptionalDouble.empty();
  }

  /** All values an expression can have; none if they are not known. */
  private static Set<Double> values(Expr e) {
    return switch (e.op()) {
      case CONSTANT -> Set.of((double) (float) e.value());
      case SELECT -> both(values(e.arg(1)), values(e.arg(2)));
      case SUB -> pairs(e, (a, b) -> a - b);
      case MUL -> pairs(e, (a, b) -> a * b);
      default -> Set.of();
    };
  }

  private static Set<Double> both(Set<Double> some, Set<Double> others) {
    var all = new HashSet<>(some);
    all.addAll(others);
    return some.isEmpty() || others.isEmpty() ? Set.of() : all;
  }

  private static Set<Double> pairs(Expr e, DoubleBinaryOperator operator) {
    var all = new HashSet<Double>();
    var first = values(e.arg(0));
    var second = first.isEmpty() ? first : values(e.arg(1));
    first.forEach(a -> second.forEach(b -> all.add((double) (float) operator.applyAsDouble(a, b))));
    return all;
  }
}
