package org.hillock.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hillock.api.ErrorCode;
import org.hillock.engine.data.Folders;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.engine.spec.Spec;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.NewRun;
import org.hillock.lab.record.Page;
import org.hillock.lab.record.PageRequest;
import org.hillock.lab.record.Run;
import org.hillock.lab.record.RunState;
import org.hillock.lab.store.Request;
import org.hillock.lab.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs in the store and in the scheduler. */
final class StoredRuns implements Runs {

  private static final Logger LOG = LoggerFactory.getLogger(StoredRuns.class);

  private final Home home;
  private final Store store;
  private final Sealer sealer;
  private final PluginStore plugins;
  private final Streams streams;
  private final Scheduler scheduler;
  private final DiskGuard disk;
  private final int maxQueued;
  private final Clock clock;

  StoredRuns(
      Home home,
      Store store,
      Sealer sealer,
      PluginStore plugins,
      Streams streams,
      Scheduler scheduler,
      DiskGuard disk,
      int maxQueued,
      Clock clock) {
    this.home = home;
    this.store = store;
    this.sealer = sealer;
    this.plugins = plugins;
    this.streams = streams;
    this.scheduler = scheduler;
    this.disk = disk;
    this.maxQueued = maxQueued;
    this.clock = clock;
  }

  @Override
  public Run submit(NewRun wanted) {
    var request =
        Requests.of(
            wanted.requestId(),
            wanted.source(),
            new TreeMap<>(wanted.overrides()),
            wanted.seed().toString(),
            new TreeMap<>(wanted.tags()));
    return plugins.whilePinned(
        () -> {
          synchronized (this) {
            var earlier = Requests.earlier(request, store.runs()::madeBy);
            return earlier.isPresent()
                ? get(earlier.get())
                : queue(run(wanted, Ids.next('r')), request);
          }
        });
  }

  @Override
  public Run check(NewRun wanted) {
    return run(wanted, "");
  }

  private Run run(NewRun wanted, String id) {
    Ids.checkLabels(wanted.tags(), wanted.requestId());
    var text =
        switch (wanted.source()) {
          case NewRun.Source.Text(String spec) -> spec;
          case NewRun.Source.Stored(String experiment) -> specOf(experiment);
        };
    var overrides = new TreeMap<>(wanted.overrides());
    wanted.seed().ifPresent(seed -> overrides.put("seed", Long.toString(seed)));
    var spec = Spec.parse(text).withOverrides(overrides);
    var manifest = sealer.seal(id, spec, clock.instant());
    var experiment =
        wanted.source() instanceof NewRun.Source.Stored(String stored)
            ? Optional.of(stored)
            : Optional.<String>empty();
    return queued(manifest, experiment, spec.name(), wanted.tags());
  }

  private String specOf(String experiment) {
    return store
        .experiments()
        .find(experiment)
        .flatMap(found -> found.spec())
        .orElseThrow(
            () ->
                LabException.notFound(
                    "experiments/" + experiment, "list the experiments to see all"));
  }

  private static Run queued(
      Manifest manifest, Optional<String> experiment, String title, Map<String, String> tags) {
    return new Run(
        manifest.run(),
        experiment,
        title,
        RunState.QUEUED,
        manifest.created(),
        Optional.empty(),
        Optional.empty(),
        manifest.seed(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.of(manifest.resumedFrom()).filter(from -> !from.isEmpty()),
        tags,
        Optional.of(Json.write(manifest)));
  }

  private Run queue(Run run, Request request) {
    disk.check();
    if (scheduler.waiting() >= maxQueued) {
      throw new LabException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "%d runs are waiting, and no more may; cancel some or wait".formatted(maxQueued),
          Map.of("resource", "queue", "limit", Integer.toString(maxQueued)));
    }
    var pins = Json.read(run.manifest().orElseThrow(), Manifest.class).plugins();
    store.runs().insert(run, pins, request);
    streams.of(run.id());
    scheduler.enqueue(run.id());
    return run;
  }

  @Override
  public Run get(String id) {
    var run =
        store
            .runs()
            .find(id)
            .orElseThrow(() -> LabException.notFound("runs/" + id, "list the runs to see all"));
    return withProgress(run);
  }

  @Override
  public Page<Run> list(PageRequest page) {
    var found = store.runs().list(page);
    return new Page<>(found.items().stream().map(this::withProgress).toList(), found.nextToken());
  }

  private Run withProgress(Run run) {
    return streams.live(run.id()).flatMap(RunStream::progress).map(run::withProgress).orElse(run);
  }

  @Override
  public Run cancel(String id) {
    get(id);
    scheduler.cancel(id);
    return get(id);
  }

  @Override
  public Run resume(String id) {
    var run = get(id);
    requireFinished(run);
    boolean hasCheckpoint = Files.isRegularFile(home.run(id).resolve(ExperimentRunner.CHECKPOINT));
    if (run.state() == RunState.SUCCEEDED || !hasCheckpoint) {
      throw new LabException(
          ErrorCode.FAILED_PRECONDITION,
          "run '%s' %s"
              .formatted(
                  id,
                  run.state() == RunState.SUCCEEDED
                      ? "has succeeded; there is nothing to go on with"
                      : "has no checkpoint to go on from; submit it from its start"),
          Map.of("resource", "runs/" + id, "state", run.state().name()));
    }
    return plugins.whilePinned(
        () -> {
          var manifest = Json.read(run.manifest().orElseThrow(), Manifest.class);
          var next = manifest.resumedAs(Ids.next('r'), clock.instant());
          synchronized (this) {
            return queue(
                queued(next, run.experiment(), run.title(), run.tags()), Requests.of("", id));
          }
        });
  }

  @Override
  public Run repeat(String id, String requestId) {
    var request = Requests.of(requestId, "repeat", id);
    return plugins.whilePinned(
        () -> {
          synchronized (this) {
            var earlier = Requests.earlier(request, store.runs()::madeBy);
            return earlier.isPresent() ? get(earlier.get()) : queue(repetition(id), request);
          }
        });
  }

  private Run repetition(String id) {
    var run = get(id);
    var first = Json.read(run.manifest().orElseThrow(), Manifest.class);
    Repetition.requireJars(first, home);
    var next =
        Repetition.of(first, Ids.next('r'), sealer.jvmFlags(), sealer.launcher(), clock.instant());
    return queued(next, run.experiment(), run.title(), run.tags());
  }

  @Override
  public void delete(String id) {
    requireFinished(get(id));
    store.runs().markDeleted(id);
    purge(id);
  }

  /** Removes what is left of deleted runs. */
  void purgeDeleted() {
    store.runs().deleted().forEach(this::purge);
  }

  private void purge(String id) {
    try {
      Folders.delete(home.run(id));
      store.runs().purge(id);
      plugins.dropUnused();
    } catch (IOException e) {
      LOG.warn("the folder of the deleted run {} cannot be removed now", id, e);
    }
  }

  static void requireFinished(Run run) {
    if (!run.state().isFinal()) {
      throw new LabException(
          ErrorCode.FAILED_PRECONDITION,
          "run '%s' is %s; cancel it or wait for its end first".formatted(run.id(), run.state()),
          Map.of("resource", "runs/" + run.id(), "state", run.state().name()));
    }
  }
}
