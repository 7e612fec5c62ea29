package org.hillock.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.metric.Metric;
import org.hillock.engine.data.Folders;
import org.hillock.engine.run.ExperimentRunner;
import org.hillock.lab.execute.Executor;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.LabException;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.Run;
import org.hillock.lab.record.RunError;
import org.hillock.lab.record.RunState;
import org.hillock.lab.store.ArtefactTable;
import org.hillock.lab.store.Store;
import org.hillock.lab.worker.Faults;
import org.hillock.lab.worker.WorkerMessage;
import org.hillock.lab.worker.WorkerMessage.Ending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from its start to its final state, on one thread. */
final class ActiveRun {

  private static final Logger LOG = LoggerFactory.getLogger(ActiveRun.class);
  private static final long RETRY_MILLIS = 1000;

  private final String run;
  private final Home home;
  private final Store store;
  private final RunStream stream;
  private final Executor executor;
  private Optional<Executor.Execution> execution = Optional.empty();
  private boolean cancelled;
  private Optional<RunError> aborted = Optional.empty();
  private boolean closing;

  ActiveRun(String run, Home home, Store store, RunStream stream, Executor executor) {
    this.run = run;
    this.home = home;
    this.store = store;
    this.stream = stream;
    this.executor = executor;
  }

  /** Runs to the final state, which is recorded when this returns. */
  void execute() {
    var ending = end();
    while (true) {
      try {
        record(ending);
        return;
      } catch (RuntimeException e) {
        LOG.error("the end of run {} cannot be recorded; it is tried again", run, e);
        ending = Faults.of(e);
      }
      if (!rest()) {
        return;
      }
    }
  }

  private Ending end() {
    try {
      stream.state(RunState.STARTING, Optional.empty(), List.of());
      var started = executor.start(prepare());
      begun(started);
      return started.await(this::hear);
    } catch (Exception e) {
      LOG.error("run {} cannot go on", run, e);
      running().ifPresent(Executor.Execution::kill);
      return Faults.of(e);
    }
  }

  private void hear(WorkerMessage message) {
    if (message instanceof WorkerMessage.Computing(Manifest.Execution execution)) {
      complete(execution);
    } else {
      stream.hear(message);
    }
  }

  /** Adds to the manifest what computes, which could not be known when it was sealed. */
  private void complete(Manifest.Execution execution) {
    var manifest = manifest(run).orElseThrow();
    var differences =
        manifest(manifest.repeats())
            .map(first -> Repetition.differences(first, execution))
            .orElse(List.of());
    differences.forEach(text -> stream.hear(new WorkerMessage.Log(text)));
    var complete = manifest.computedBy(execution, differences);
    store.runs().complete(complete);
    try {
      lay(complete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Manifest> manifest(String id) {
    return store.runs().find(id).flatMap(Run::manifest).map(m -> Json.read(m, Manifest.class));
  }

  /** Puts the manifest into the run's folder, whole or not at all. */
  private void lay(Manifest manifest) throws IOException {
    var file = home.run(run).resolve(Home.MANIFEST);
    var part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, Json.write(manifest));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Lays out the run's folder as its manifest says. */
  private Manifest prepare() throws IOException {
    var manifest = manifest(run).orElseThrow();
    var folder = Files.createDirectories(home.run(run));
    lay(manifest);
    if (!manifest.resumedFrom().isEmpty()) {
      copyCheckpoint(manifest.resumedFrom(), folder.resolve(Home.RESUME));
    }
    return manifest;
  }

  private void copyCheckpoint(String from, Path to) throws IOException {
    var checkpoint = home.run(from).resolve(ExperimentRunner.CHECKPOINT);
    if (!Files.isRegularFile(checkpoint)) {
      throw new LabException(
          ErrorCode.FAILED_PRECONDITION,
          "the checkpoint of run %s to go on from is gone; submit the run from its start"
              .formatted(from),
          Map.of("resource", "runs/" + from));
    }
    Files.copy(checkpoint, to, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What a plugin left there, and made undeletable, must not keep the run from its end. */
  private void deleteTemporaryFiles() {
    try {
      Folders.delete(home.cache(run));
    } catch (IOException e) {
      LOG.warn("the temporary files of run {} cannot be deleted", run, e);
    }
  }

  private void record(Ending ending) {
    try {
      deleteTemporaryFiles();
      if (ending instanceof WorkerMessage.Finished) {
        new RunReport(home, store).write(run);
      }
      var folder = new RunFolder(home.run(run));
      var files = new ArrayList<ArtefactTable.Entry>();
      for (var file : folder.files()) {
        files.add(folder.describe(file));
      }
      store.artefacts().put(run, files);
      switch (ending) {
        case WorkerMessage.Finished(List<Metric.Figure> figures) ->
            stream.state(RunState.SUCCEEDED, Optional.empty(), figures);
        case WorkerMessage.Cancelled _ when isCancelled() ->
            stream.state(RunState.CANCELLED, Optional.empty(), List.of());
        case WorkerMessage.Cancelled _ -> fail(serverStopped(folder.logTail()));
        case WorkerMessage.Failed(String reason, String message) ->
            fail(
                isClosing()
                    ? serverStopped(folder.logTail())
                    : new RunError(reason, message, folder.logTail()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fail(RunError error) {
    RunError told;
    synchronized (this) {
      told = aborted.orElse(error);
    }
    stream.state(RunState.FAILED, Optional.of(told), List.of());
  }

  /** How a run ends whose server does. */
  static RunError serverStopped(List<String> logTail) {
    return new RunError(
        RunError.WORKER_DIED,
        "the server stopped while the run was at work; resume the run to go on from its last"
            + " checkpoint",
        logTail);
  }

  /** Asks it to stop, for a person. */
  synchronized void cancel() {
    cancelled = true;
    execution.ifPresent(Executor.Execution::cancel);
  }

  /** Makes it fail for this reason, unless it ends well before. */
  synchronized void abort(RunError error) {
    if (aborted.isEmpty()) {
      aborted = Optional.of(error);
      execution.ifPresent(Executor.Execution::cancel);
    }
  }

  /** Stops it because the lab closes. */
  synchronized void close() {
    closing = true;
    execution.ifPresent(Executor.Execution::kill);
    notifyAll();
  }

  private synchronized void begun(Executor.Execution started) {
    execution = Optional.of(started);
    if (closing) {
      started.kill();
    } else if (cancelled || aborted.isPresent()) {
      started.cancel();
    }
  }

  private synchronized Optional<Executor.Execution> running() {
    return execution;
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  /** Waits before the next try; false when the lab closes. */
  private synchronized boolean rest() {
    try {
      if (!closing) {
        wait(RETRY_MILLIS);
      }
      return !closing;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
