package org.hillock.lab.worker;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.hillock.api.ErrorCode;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.Manifest;

/**
 * The process of one run, of one model, or of an inspector: {@code WorkerMain train|predict|inspect
 * HOME NAME CACHE}, with the run's id as name and the folder of the home's cache that it may use.
 */
public final class WorkerMain {

  private static final int PARENT_GONE = 3;

  private final PrintStream out;

  private WorkerMain(PrintStream out) {
    this.out = out;
  }

  /** Works and exits: the plugin framework's threads would keep the process alive otherwise. */
  public static void main(String[] args) {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    // Whatever plugins print must not get between the messages.
    System.setOut(System.err);
    var worker = new WorkerMain(out);
    int exit = 1;
    try {
      var home = new Home(Path.of(args[1]));
      switch (args[0]) {
        case "train" -> worker.train(manifest(home, args[2]), home);
        case "predict" -> worker.predict(manifest(home, args[2]), home, args[3]);
        case "inspect" -> worker.inspect(home, args[3]);
        default -> throw new IllegalArgumentException("no such worker: " + args[0]);
      }
      exit = 0;
    } catch (Throwable e) {
      e.printStackTrace();
      worker.send(Faults.of(e));
    } finally {
      System.exit(exit);
    }
  }

  private static Manifest manifest(Home home, String run) throws IOException {
    return Json.read(Files.readString(home.run(run).resolve(Home.MANIFEST)), Manifest.class);
  }

  private synchronized void send(WorkerMessage message) {
    out.print(Json.write(message) + "\n");
    out.flush();
  }

  private void train(Manifest manifest, Home home) {
    var cancelled = new AtomicBoolean();
    ExitWatch.start(at -> send(exit("a plugin called System.exit at " + at)));
    listen(
        command -> {
          if (command instanceof WorkerCommand.Cancel) {
            cancelled.set(true);
          }
        });
    send(new RunTask(manifest, home, this::send, System.err).run(cancelled::get));
  }

  private void predict(Manifest manifest, Home home, String process) throws InterruptedException {
    var commands = queue();
    try (var model = ModelTask.open(manifest, home, process)) {
      send(model.loaded());
      while (true) {
        if (commands.take() instanceof WorkerCommand.Predict predict) {
          send(model.answer(predict));
        }
      }
    }
  }

  private void inspect(Home home, String process) throws InterruptedException {
    var commands = queue();
    ExitWatch.start(at -> send(exit("called System.exit at " + at)));
    try (var inspector = new HostInspector(home, process, this::send, this::send)) {
      var task = new InspectorTask(inspector);
      send(new WorkerMessage.Ready());
      while (true) {
        send(task.answer(commands.take()));
      }
    }
  }

  private static WorkerMessage exit(String message) {
    return new WorkerMessage.Failed(ErrorCode.PLUGIN_FAULT.name(), message);
  }

  private static BlockingQueue<WorkerCommand> queue() {
    var commands = new LinkedBlockingQueue<WorkerCommand>();
    listen(commands::add);
    return commands;
  }

  /**
   * Hands on what is asked. On a thread of its own, so that the process ends with its parent
   * whatever a plugin does.
   */
  private static void listen(Consumer<WorkerCommand> commands) {
    Thread.ofPlatform().daemon().name("commands").start(() -> read(commands));
  }

  private static void read(Consumer<WorkerCommand> commands) {
    try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        commands.accept(Json.read(line, WorkerCommand.class));
      }
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
    } finally {
      Runtime.getRuntime().halt(PARENT_GONE);
    }
  }
}
