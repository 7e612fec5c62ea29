package org.hillock.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.engine.data.Folders;
import org.hillock.lab.execute.Executor;
import org.hillock.lab.execute.InProcessExecutor;
import org.hillock.lab.execute.InspectorProcess;
import org.hillock.lab.execute.Quota;
import org.hillock.lab.execute.WorkerExecutor;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.OfferedComponent;
import org.hillock.lab.record.RunState;
import org.hillock.lab.store.Store;
import org.hillock.lab.trust.UploadGate;
import org.hillock.lab.worker.HostInspector;
import org.hillock.lab.worker.Inspector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lab on a home: puts the parts together and takes up what an earlier one left. */
final class HomeLab implements Lab {

  private static final Logger LOG = LoggerFactory.getLogger(HomeLab.class);

  /** Plugins have no business to write while they are looked at. */
  private static final long INSPECTION_BYTES = 256L << 20;

  private final Home home;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final PluginStore kept;
  private final Plugins plugins;
  private final StoredRuns runs;
  private final StoredExperiments experiments;
  private final StoredResults results;
  private final ModelPool models;

  HomeLab(LabConfig config) {
    home = new Home(config.home());
    try {
      opened(HomeLock.take(home));
      prepareFolders();
      var store = opened(Store.open(home.database()));
      var clock = Clock.systemUTC();
      var gate = new UploadGate(config.uploads(), clock);
      var disk = new DiskGuard(home.root(), config.limits().freeBytes());
      boolean processes = config.execution() == LabConfig.Execution.WORKER_PROCESS;
      var flags = Facts.workerFlags(config.workers().threads(), config.workers().flags());
      var set = new PluginSet();
      Inspector inspector =
          opened(
              processes
                  ? new InspectorProcess(
                      home,
                      flags,
                      config.limits().inspection(),
                      config.limits().dataOpening(),
                      new Quota(Math.min(config.limits().runBytes(), INSPECTION_BYTES)),
                      set)
                  : new HostInspector(home, "inspector", set::moved, _ -> {}));
      kept = new PluginStore(new PluginFiles(home), store, set, inspector, clock);
      kept.restore(config.shippedPlugins());
      inspector.warm();
      plugins = new GuardedPlugins(kept, home, gate, store.audits(), disk, clock);

      Executor executor = processes ? new WorkerExecutor(home) : new InProcessExecutor(home);
      var sealer =
          processes
              ? new Sealer(inspector, flags, config.executorChoice())
              : new Sealer(inspector, List.of(), Optional.empty());
      sealer.launcher(); // an executor that is not there stops the server now, not every run
      var streams = new Streams(store, clock);
      opened(streams::stop);
      var scheduler = new Scheduler(home, store, streams, executor, config.workers().count());
      opened(scheduler);
      runs =
          new StoredRuns(
              home, store, sealer, kept, streams, scheduler, disk, config.limits().queued(), clock);
      experiments = new StoredExperiments(store, sealer, runs, disk, clock);
      results = new StoredResults(home, store, streams);
      models = opened(new ModelPool(home, runs, results, flags, config.limits().modelIdle()));
      takeUp(store, streams, scheduler);
      var ticker =
          opened(new Ticker(home, streams, scheduler, disk, new Quota(config.limits().runBytes())));
      ticker.start(models::endIdle);
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.push(part);
    return part;
  }

  private void prepareFolders() {
    try {
      Folders.delete(home.root().resolve("cache"));
      Files.createDirectories(home.runs());
      Files.createDirectories(home.data());
    } catch (IOException e) {
      throw new LabException(
          ErrorCode.FAILED_PRECONDITION,
          "the lab's home %s cannot be written: %s".formatted(home.root(), e.getMessage()),
          e);
    }
  }

  private void takeUp(Store store, Streams streams, Scheduler scheduler) {
    runs.purgeDeleted();
    for (var run : store.runs().in(RunState.STARTING, RunState.RUNNING)) {
      var tail = new RunFolder(home.run(run)).logTail();
      streams.of(run).state(RunState.FAILED, Optional.of(ActiveRun.serverStopped(tail)), List.of());
      streams.finished(run);
      LOG.warn("run {} was at work when the server stopped; it is failed and can be resumed", run);
    }
    var queued = store.runs().in(RunState.QUEUED);
    queued.forEach(streams::of);
    queued.forEach(scheduler::enqueue);
  }

  @Override
  public Experiments experiments() {
    return experiments;
  }

  @Override
  public Runs runs() {
    return runs;
  }

  @Override
  public Results results() {
    return results;
  }

  @Override
  public Plugins plugins() {
    return plugins;
  }

  @Override
  public Models models() {
    return models;
  }

  @Override
  public List<OfferedComponent> components() {
    return kept.components();
  }

  @Override
  public Path dataStore() {
    return home.data();
  }

  /** Closes the parts in the opposite order; one that fails does not keep the others open. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      var part = open.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.error("{} was not closed in order", part.getClass().getSimpleName(), e);
      }
    }
  }
}
