package org.hillock.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.HillockException;
import org.hillock.engine.run.Progress;
import org.hillock.engine.run.RunListener;
import org.hillock.engine.run.RunResult;
import org.hillock.engine.run.SpikeSample;

/** Keeps what a run says. */
final class RunLog implements RunListener {

  private final Map<String, List<Double>> series = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private Optional<RunResult> result = Optional.empty();
  private Optional<HillockException> failure = Optional.empty();

  void finish(RunResult finished) {
    result = Optional.of(finished);
  }

  /** Keeps code and words alone: the exception may hold classes of a plugin. */
  void fail(HillockException e) {
    failure = Optional.of(new HillockException(e.code(), e.getMessage()));
  }

  FinishedRun finished() {
    failure.ifPresent(
        e -> {
          throw e;
        });
    return new FinishedRun(result.orElseThrow(), series, lines);
  }

  @Override
  public void progress(Progress progress) {}

  @Override
  public void point(String name, long step, int epoch, double value) {
    series.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  @Override
  public void log(String line) {
    lines.add(line);
  }

  @Override
  public void spikes(SpikeSample sample) {}
}
