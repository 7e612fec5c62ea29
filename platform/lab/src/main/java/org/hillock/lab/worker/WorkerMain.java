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
import java.util.concurrent.atomic.AtomicBoolean;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.Manifest;

/** The process of one run, or of one model: {@code WorkerMain train|predict HOME RUN}. */
public final class WorkerMain {

  private static final int PARENT_GONE = 3;

  private final PrintStream out;
  private final BufferedReader in;

  private WorkerMain(PrintStream out, BufferedReader in) {
    this.out = out;
    this.in = in;
  }

  /** Works and exits: the plugin framework's threads would keep the process alive otherwise. */
  public static void main(String[] args) {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    // Whatever plugins print must not get between the messages.
    System.setOut(System.err);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var worker = new WorkerMain(out, in);
    int exit = 1;
    try {
      var home = new Home(Path.of(args[1]));
      var manifest =
          Json.read(Files.readString(home.run(args[2]).resolve(Home.MANIFEST)), Manifest.class);
      if (args[0].equals("train")) {
        worker.train(manifest, home);
      } else {
        worker.predict(manifest, home);
      }
      exit = 0;
    } catch (Throwable e) {
      e.printStackTrace();
      worker.send(Faults.of(e));
    } finally {
      System.exit(exit);
    }
  }

  private synchronized void send(WorkerMessage message) {
    out.print(Json.write(message) + "\n");
    out.flush();
  }

  private void train(Manifest manifest, Home home) {
    var cancelled = new AtomicBoolean();
    Thread.ofPlatform().daemon().name("commands").start(() -> listen(cancelled));
    send(new RunTask(manifest, home, this::send, System.err).run(cancelled::get));
  }

  private void listen(AtomicBoolean cancelled) {
    try {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        if (Json.read(line, WorkerCommand.class) instanceof WorkerCommand.Cancel) {
          cancelled.set(true);
        }
      }
    } catch (IOException e) {
      e.printStackTrace();
    }
    Runtime.getRuntime().halt(PARENT_GONE);
  }

  private void predict(Manifest manifest, Home home) throws IOException {
    try (var model = ModelTask.open(manifest, home)) {
      send(model.loaded());
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        if (Json.read(line, WorkerCommand.class) instanceof WorkerCommand.Predict predict) {
          send(model.answer(predict));
        }
      }
    }
  }
}
