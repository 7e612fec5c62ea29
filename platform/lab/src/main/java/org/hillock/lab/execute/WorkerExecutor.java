package org.hillock.lab.execute;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.RunError;
import org.hillock.lab.worker.WorkerCommand;
import org.hillock.lab.worker.WorkerMessage;
import org.hillock.lab.worker.WorkerMessage.Ending;
import org.hillock.lab.worker.WorkerMessage.Failed;

/** Executes each run in a process of its own. */
public record WorkerExecutor(Home home) implements Executor {

  private static final Duration ASKED = Duration.ofMillis(800);
  private static final Duration TOLD = Duration.ofMillis(400);
  private static final Duration EXIT = Duration.ofSeconds(5);

  @Override
  public Execution start(Manifest manifest) throws IOException {
    var run = manifest.run();
    var worker =
        WorkerProcess.start(
            manifest.launcher(),
            "train",
            home,
            run,
            run,
            manifest.jvmFlags(),
            home.run(run).resolve(Home.LOG));
    return new WorkerExecution(worker, new AtomicBoolean());
  }

  private record WorkerExecution(WorkerProcess worker, AtomicBoolean cancelled)
      implements Execution {

    @Override
    public Ending await(Consumer<WorkerMessage> sink) {
      for (var next = worker.receive(); next.isPresent(); next = worker.receive()) {
        if (next.get() instanceof Ending ending) {
          leave();
          return ending;
        }
        sink.accept(next.get());
      }
      var how = worker.end();
      return cancelled.get() ? new WorkerMessage.Cancelled() : died(how);
    }

    private void leave() {
      worker.findStarted();
      try {
        worker.process().waitFor(EXIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      worker.end();
    }

    private static Failed died(String how) {
      return new Failed(
          RunError.WORKER_DIED,
          "the worker process %s before the run was done; resume the run to go on from its last checkpoint"
              .formatted(how));
    }

    @Override
    public void cancel() {
      if (cancelled.compareAndSet(false, true)) {
        Thread.ofVirtual().name("cancel").start(this::insist);
      }
    }

    private void insist() {
      worker.findStarted();
      try {
        worker.send(new WorkerCommand.Cancel());
        if (!worker.process().waitFor(ASKED.toMillis(), TimeUnit.MILLISECONDS)) {
          worker.findStarted();
          worker.process().destroy();
          worker.process().waitFor(TOLD.toMillis(), TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      worker.kill();
    }

    @Override
    public void kill() {
      worker.kill();
    }
  }
}
