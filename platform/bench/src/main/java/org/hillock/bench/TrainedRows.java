package org.hillock.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.engine.memory.Machine;

/**
 * A convolutional network at its own trained firing rates: training steps, inference, how they
 * divide among kernels, and memory. Rivals are those of {@link StepRows}.
 */
final class TrainedRows {

  private static final String PEERS = "PyTorch: tests/benchmarks/peers/compare --trained";
  private static final double DROPOUT = 0.1;
  private static final int LAYERS = 16;
  private static final int SHARE_STEPS = 5;

  private static final List<String> KINDS =
      List.of(
          "convolution",
          "convolution-weight-gradient",
          "convolution-input-gradient",
          "pooling",
          "pooling-gradient",
          "matrix-products",
          "scans",
          "scan-gradients",
          "others");

  private final Rig rig;
  private final Path run;
  private final int steps;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Double> figures = new HashMap<>();

  private TrainedRows(Rig rig, Path run, int steps) {
    this.rig = rig;
    this.run = run;
    this.steps = steps;
  }

  /** Rows of stages of a run, fewest time steps first: a process's peak of memory only grows. */
  static List<Row> of(Rig rig, Path run) {
    var rows = new ArrayList<Row>();
    for (int steps : List.of(1, 5)) {
      rows.addAll(new TrainedRows(rig, run, steps).rows());
    }
    return rows;
  }

  private List<Row> rows() {
    timed("vgg16", TrainedRows::cpu);
    add("vgg16", "memory", name -> figure(name, peak(), "MiB"));
    KINDS.forEach(kind -> add("vgg16", "share/" + kind, name -> figure(name, share(kind), "%")));
    timed("vgg16-onednn", TrainedRows::onednn);
    check("check-loss");
    check("check-gradient");
    for (int layer = 1; layer <= LAYERS; layer++) {
      check(TrainedTask.density(layer));
    }
    return rows;
  }

  private static Device cpu(Rig rig) {
    return rig.device(rig.threads());
  }

  private static Device onednn(Rig rig) {
    var found = rig.nativeDevice(rig.threads());
    return found
        .device()
        .orElseThrow(
            () -> new HillockException(ErrorCode.FAILED_PRECONDITION, found.description()));
  }

  private void add(String network, String what, Function<String, Figure> measure) {
    rows.add(new Row("step/%s/T%d/%s".formatted(network, steps, what), measure));
  }

  private void timed(String network, Function<Rig, Device> device) {
    timed(network, "training", device, task -> task::step);
    timed(network, "inference", device, TrainedTask::inference);
  }

  private void timed(
      String network,
      String what,
      Function<Rig, Device> device,
      Function<TrainedTask, Runnable> work) {
    add(
        network,
        "%s/t%d".formatted(what, rig.threads()),
        name -> {
          try (var task = new TrainedTask(rig, device.apply(rig), run, steps, DROPOUT)) {
            var time = rig.race(Task.of(work.apply(task))).getFirst();
            return figure(name, time.median() * 1e3, "ms");
          }
        });
  }

  private static Figure figure(String name, double value, String unit) {
    return Figure.alone(name, value, value, unit, PEERS);
  }

  private double peak() {
    try (var task = new TrainedTask(rig, cpu(rig), run, steps, DROPOUT)) {
      task.step();
      task.inference().run();
    }
    return Machine.peakResidentBytes()
            .orElseThrow(
                () ->
                    new HillockException(
                        ErrorCode.FAILED_PRECONDITION,
                        "this system does not tell how much memory a process held"))
        / 0x1p20;
  }

  /** In per cent of a training step; what kernels do not take is in others. */
  private double share(String kind) {
    if (!figures.containsKey(KINDS.getFirst())) {
      measureShares();
    }
    return figures.get(kind);
  }

  private void measureShares() {
    var times = new KernelTimes(cpu(rig));
    try (var task = new TrainedTask(rig, times.device(), run, steps, DROPOUT)) {
      rig.race(Task.of(task::step));
      times.clear();
      long start = System.nanoTime();
      for (int i = 0; i < SHARE_STEPS; i++) {
        task.step();
      }
      double whole = (System.nanoTime() - start) * 1e-9;
      double others = whole;
      for (var kind : KINDS) {
        double seconds = times.seconds().getOrDefault(kind, 0.0);
        figures.put(kind, 100 * seconds / whole);
        others -= kind.equals(KINDS.getLast()) ? 0 : seconds;
      }
      figures.put(KINDS.getLast(), 100 * others / whole);
    }
  }

  private void check(String what) {
    add(
        "vgg16",
        what,
        name -> {
          if (!figures.containsKey(what)) {
            try (var task = new TrainedTask(rig, cpu(rig), run, steps, 0)) {
              figures.putAll(task.checks());
            }
          }
          return figure(name, figures.get(what), what.substring("check-".length()));
        });
  }
}
