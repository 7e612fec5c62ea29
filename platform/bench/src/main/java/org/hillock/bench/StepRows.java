package org.hillock.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whole training steps. Their rivals run in processes of their own, by {@code
 * tests/benchmarks/peers/compare}; the checks tell that both sides compute the same.
 */
final class StepRows {

  private static final String PEERS = "PyTorch: tests/benchmarks/peers/compare";
  private static final double CHECK_DENSITY = 0.05;

  private static final Map<Integer, String> DENSITIES =
      Map.of(100, "dense", 10, "10%", 5, "5%", 3, "3%", 1, "1%");

  private StepRows() {}

  static List<Row> of(Rig rig) {
    var rows = new ArrayList<Row>();
    IntStream.of(512, 256, 1024)
        .mapToObj(StepModel::linear)
        .forEach(model -> IntStream.of(100, 5, 1).forEach(p -> rows.add(row(rig, model, p))));
    rows.add(row(rig, StepModel.classifier(), 3));
    for (int percent : List.of(3, 10)) {
      rows.add(row(rig, StepModel.delays(), percent));
      rows.add(evaluation(rig, StepModel.delays(), percent));
    }
    for (var model : List.of(StepModel.linear(512), StepModel.classifier(), StepModel.delays())) {
      rows.add(check(rig, model, "loss", TrainingTask::loss));
      rows.add(check(rig, model, "gradient", TrainingTask::gradientNorm));
    }
    return rows;
  }

  private static Row row(Rig rig, StepModel model, int percent) {
    return row(rig, model, percent, "", task -> task::step);
  }

  private static Row evaluation(Rig rig, StepModel model, int percent) {
    return row(rig, model, percent, "/evaluation", TrainingTask::evaluation);
  }

  private static Row row(
      Rig rig, StepModel model, int percent, String what, Function<TrainingTask, Runnable> work) {
    return new Row(
        "step/%s/%s%s/t%d".formatted(model.name(), DENSITIES.get(percent), what, rig.threads()),
        name -> {
          try (var task = new TrainingTask(rig, model, percent / 100.0, rig.threads())) {
            var time = rig.race(Task.of(work.apply(task))).getFirst();
            double median = time.median() * 1e3;
            return Figure.alone(name, median, median, "ms", PEERS);
          }
        });
  }

  private static Row check(
      Rig rig, StepModel model, String what, ToDoubleFunction<TrainingTask> figure) {
    return new Row(
        "step/%s/check-%s".formatted(model.name(), what),
        name -> {
          try (var task = new TrainingTask(rig, model.small(), CHECK_DENSITY, rig.threads())) {
            double value = figure.applyAsDouble(task);
            return Figure.alone(name, value, value, what, PEERS);
          }
        });
  }
}
