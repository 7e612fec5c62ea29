package org.hillock.lab.execute;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.worker.RunTask;
import org.hillock.lab.worker.WorkerMessage;
import org.hillock.lab.worker.WorkerMessage.Ending;

/** Executes runs in this process, each on the plugins of its manifest. */
public record InProcessExecutor(Home home) implements Executor {

  @Override
  public Execution start(Manifest manifest) throws IOException {
    var file = home.run(manifest.run()).resolve(Home.LOG);
    var bytes = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    var log = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    var cancelled = new AtomicBoolean();
    return new Execution() {
      @Override
      public Ending await(Consumer<WorkerMessage> sink) {
        try (log) {
          return new RunTask(manifest, home, sink, log).run(cancelled::get);
        }
      }

      @Override
      public void cancel() {
        cancelled.set(true);
      }

      @Override
      public void kill() {
        cancel();
      }
    };
  }
}
