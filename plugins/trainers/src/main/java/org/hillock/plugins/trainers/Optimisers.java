package org.hillock.plugins.trainers;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.hillock.api.network.Parameter;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.TrainingSession;
import org.hillock.api.train.Updates;

/** The optimisers of a training, each with its parameters. */
record Optimisers(List<Part> parts) {

  /** An optimiser at work. */
  record Part(Optimiser optimiser, Updates updates) {}

  static Optimisers of(Settings settings, TrainingSession session, List<Parameter> all) {
    var parts = new ArrayList<Part>();
    Predicate<Parameter> vector = p -> p.value().shape().rank() < 2;
    settings
        .vectorOptimiser()
        .ifPresentOrElse(
            own -> {
              add(parts, session, all, "optimiser", settings.optimiser(), vector.negate());
              add(parts, session, all, "vector-optimiser", own, vector);
            },
            () -> add(parts, session, all, "optimiser", settings.optimiser(), p -> true));
    return new Optimisers(parts);
  }

  private static void add(
      List<Part> parts,
      TrainingSession session,
      List<Parameter> all,
      String name,
      Optimiser optimiser,
      Predicate<Parameter> which) {
    var parameters = all.stream().filter(which).toList();
    if (!parameters.isEmpty()) {
      parts.add(new Part(optimiser, session.optimise(name, optimiser, parameters)));
    }
  }

  /** The Euclidean norm of all gradients together. */
  double gradientNorm() {
    double squares = 0;
    for (var part : parts) {
      double norm = part.updates().gradientNorm();
      squares += norm * norm;
    }
    return Math.sqrt(squares);
  }

  /**
   * Updates every parameter, with each optimiser's rate times {@code factor}.
   *
   * @param momentum of all optimisers; empty: their own
   */
  void apply(double factor, OptionalDouble momentum, double gradientScale) {
    for (var part : parts) {
      part.updates().apply(part.optimiser().rate() * factor, momentum, gradientScale);
    }
  }
}
