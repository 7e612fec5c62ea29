package org.hillock.lab.worker;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hillock.engine.component.Kind;
import org.hillock.engine.run.Computing;
import org.hillock.engine.run.Progress;
import org.hillock.engine.run.RunListener;
import org.hillock.engine.run.SpikeSample;
import org.hillock.lab.record.Jvm;
import org.hillock.lab.record.Manifest;

/** Turns what a run tells into messages; keeps the last spikes of each layer. */
final class Reporter implements RunListener {

  private static final long PROGRESS_EVERY = Duration.ofMillis(200).toNanos();

  private final PinnedExperiment pinned;
  private final Consumer<WorkerMessage> sink;
  private final PrintStream log;
  private final Map<String, SpikeSample> spikes = new LinkedHashMap<>();
  private long progressAt = System.nanoTime() - PROGRESS_EVERY;

  Reporter(PinnedExperiment pinned, Consumer<WorkerMessage> sink, PrintStream log) {
    this.pinned = pinned;
    this.sink = sink;
    this.log = log;
  }

  @Override
  public void computing(Computing computing) {
    var execution =
        new Manifest.Execution(
            computing.backend(),
            pinned.pluginOf(Kind.BACKEND, computing.backend()),
            computing.device(),
            computing.substitution().orElse(""),
            computing.threads(),
            Jvm.name(),
            Jvm.machine(),
            Jvm.vectorBits());
    sink.accept(new WorkerMessage.Computing(execution));
  }

  @Override
  public void progress(Progress progress) {
    long now = System.nanoTime();
    if (now - progressAt >= PROGRESS_EVERY || progress.step() == progress.steps()) {
      progressAt = now;
      sink.accept(new WorkerMessage.Progress(progress));
    }
  }

  @Override
  public void point(String series, long step, int epoch, double value) {
    sink.accept(new WorkerMessage.Point(series, step, epoch, value));
  }

  @Override
  public void log(String line) {
    log.println(line);
    sink.accept(new WorkerMessage.Log(line));
  }

  @Override
  public void spikes(SpikeSample sample) {
    spikes.put(sample.layer(), sample);
    sink.accept(new WorkerMessage.Spikes(sample));
  }

  List<SpikeSample> lastSpikes() {
    return List.copyOf(spikes.values());
  }
}
