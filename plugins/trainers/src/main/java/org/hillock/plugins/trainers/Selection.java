package org.hillock.plugins.trainers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Split;
import org.hillock.api.network.Network;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.TrainingSession;

/**
 * Keeps the weights of the epoch that was best on a split, the first of several, and leaves them in
 * the network before the last checkpoint is saved.
 */
final class Selection {

  private final Bptt rule;
  private final TrainingSession session;
  private final Split split;
  private final List<Kept> kept = new ArrayList<>();

  /** The best accuracy so far, and its epoch. */
  private final Tensor best;

  private record Kept(Tensor value, Tensor copy) {

    void keep() {
      copy.copyFrom(value);
    }

    void restore() {
      value.copyFrom(copy);
    }
  }

  private Selection(Bptt rule, TrainingSession session, Split split) {
    this.rule = rule;
    this.session = session;
    this.split = split;
    best = session.state("selected", Shape.of(2), (values, random) -> values.fill(-1));
    values(session.network())
        .forEach(
            (name, value) ->
                kept.add(
                    new Kept(
                        value,
                        session.state(
                            "selected/" + name,
                            value.shape(),
                            (copy, random) -> copy.copyFrom(value)))));
  }

  static Optional<Selection> of(Bptt rule, TrainingSession session) {
    return switch (rule.select()) {
      case LAST -> Optional.empty();
      case BEST_ON_VALIDATION -> Optional.of(onValidation(rule, session));
      case BEST_ON_TEST_SET -> Optional.of(new Selection(rule, session, Split.TEST));
    };
  }

  private static Selection onValidation(Bptt rule, TrainingSession session) {
    if (session.batchCount(Split.VALIDATION, rule.batchSize()) == 0) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "select: best-on-validation needs a validation split, and the data have none; let the"
              + " data set keep some samples apart, or set select: last");
    }
    return new Selection(rule, session, Split.VALIDATION);
  }

  private static Map<String, Tensor> values(Network network) {
    var all = new LinkedHashMap<>(network.buffers());
    network.parameters().forEach(p -> all.put(p.name(), p.value()));
    return all;
  }

  /** Looks at an epoch that ends; adds to its figures what the choice goes by. */
  void see(int epoch, Map<String, Double> figures) {
    double accuracy = accuracy(figures);
    if (accuracy > best.get(0)) {
      best.set(0, (float) accuracy);
      best.set(1, epoch);
      kept.forEach(Kept::keep);
    }
    figures.put("selected_epoch", (double) best.get(1));
    if (epoch == rule.epochs() - 1) {
      kept.forEach(Kept::restore);
      session.log(
          "select: weights of epoch %.0f, the best on the %s split (accuracy %.4f)"
              .formatted(best.get(1), split.name().toLowerCase(Locale.ROOT), best.get(0)));
    }
  }

  private double accuracy(Map<String, Double> figures) {
    if (split == Split.VALIDATION) {
      return figures.get("validation_accuracy");
    }
    double accuracy = session.evaluate(split, rule.loss(), rule.batchSize()).get("accuracy");
    figures.put("test_accuracy_selected_by", accuracy);
    return accuracy;
  }
}
