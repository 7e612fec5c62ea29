package org.hillock.cli.show;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.MessageOrBuilder;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/**
 * Where a command writes. With JSON, standard output gets nothing else: what is meant for people
 * goes to standard error.
 */
public final class Console {

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final String CLEAR = "\r\033[K";
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final int columns;
  private boolean lineOpen;

  /**
   * A console.
   *
   * @param columns width of the terminal behind standard error; 0 if there is none
   */
  public Console(PrintWriter out, PrintWriter err, boolean json, int columns) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.columns = columns;
  }

  /** Whether results are wanted as JSON. */
  public boolean isJson() {
    return json;
  }

  /** Whether standard error is a terminal, on which a line may be overwritten. */
  public boolean isTerminal() {
    return columns > 0;
  }

  /** A result in words. */
  public void say(String text) {
    endProgress();
    print(json ? err : out, text);
  }

  /** A result in words, some lines. */
  public void say(List<String> lines) {
    lines.forEach(this::say);
  }

  /** Something beside the result: what is being done, a hint. */
  public void note(String text) {
    endProgress();
    print(err, text);
  }

  /**
   * Does something on a thread of its own, and says what is waited for if it takes longer than
   * people like to wonder. Only the calling thread writes.
   *
   * @throws HillockException {@code CANCELLED} if the calling thread is interrupted
   */
  public <T> T waiting(String what, Supplier<T> work) {
    var task = new FutureTask<>(work::get);
    var thread = Thread.ofVirtual().start(task);
    try {
      if (!thread.join(SILENCE)) {
        note(what);
        thread.join();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new HillockException(ErrorCode.CANCELLED, "interrupted: " + what, e);
    }
    if (task.state() == Future.State.SUCCESS) {
      return task.resultNow();
    }
    switch (task.exceptionNow()) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException("a supplier throws nothing checked", e);
    }
  }

  /** A result as JSON, if that is wanted. */
  public void data(MessageOrBuilder message) {
    if (json) {
      print(out, Json.line(message));
    }
  }

  /** A result as JSON, if that is wanted. */
  public void data(JsonNode tree) {
    if (json) {
      print(out, Json.line(tree));
    }
  }

  /** Shows how far something is, in place of what was shown before; only on a terminal. */
  public void progress(String text) {
    if (isTerminal()) {
      err.print(CLEAR + text.substring(0, Math.min(text.length(), columns - 1)));
      err.flush();
      lineOpen = true;
    }
  }

  /** Takes the progress line away. */
  public void endProgress() {
    if (lineOpen) {
      err.print(CLEAR);
      err.flush();
      lineOpen = false;
    }
  }

  /** Text that others wrote, which must not control the terminal. */
  static String plain(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }

  private static void print(PrintWriter writer, String text) {
    writer.println(text);
    writer.flush();
  }
}
