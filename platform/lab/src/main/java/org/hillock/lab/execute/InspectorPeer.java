package org.hillock.lab.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hillock.engine.data.Folders;
import org.hillock.lab.record.Home;
import org.hillock.lab.record.LogTail;
import org.hillock.lab.worker.Inspector;
import org.hillock.lab.worker.WorkerCommand;
import org.hillock.lab.worker.WorkerMessage;
import org.hillock.pluginhost.PluginState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process of an inspector, from its start to its end. Asked by one thread at a time. */
final class InspectorPeer {

  private static final Logger LOG = LoggerFactory.getLogger(InspectorPeer.class);
  private static final String NAME = "inspector";
  private static final long LOOK_MILLIS = 500;
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /** What became of a request. */
  sealed interface Outcome {}

  /** It was answered. */
  record Answered(WorkerMessage message) implements Outcome {}

  /**
   * There is no answer, and the process has ended.
   *
   * @param how for example {@code did not answer within 20 s}
   * @param byItself whether this side did not end it
   */
  record Ended(String how, boolean byItself) implements Outcome {}

  /**
   * What is waited for now.
   *
   * @param failure what it did not do if the patience is over
   */
  private record Waiting(Patience patience, String failure) {}

  private final WorkerProcess worker;
  private final Path log;
  private final Path temporary;
  private final Duration dataLimit;
  private final Quota quota;
  private final Inspector.Listener listener;
  private final Thread reader;
  private volatile Duration limit = START;
  private volatile Waiting waiting;
  private volatile Optional<String> lastWords = Optional.empty();
  private Optional<WorkerMessage> arrived = Optional.empty();
  private boolean ended;

  private InspectorPeer(
      WorkerProcess worker,
      Path log,
      Path temporary,
      Duration dataLimit,
      Quota quota,
      Inspector.Listener listener) {
    this.worker = worker;
    this.log = log;
    this.temporary = temporary;
    this.dataLimit = dataLimit;
    this.quota = quota;
    this.listener = listener;
    this.waiting = answerWithin(START);
    this.reader = Thread.ofPlatform().daemon().name("inspector-messages").unstarted(this::read);
  }

  /**
   * Starts a process and waits until it is ready.
   *
   * @throws IOException if that cannot be
   */
  static InspectorPeer start(
      Home home, List<String> flags, Duration dataLimit, Quota quota, Inspector.Listener listener)
      throws IOException {
    var folder = home.cache(NAME);
    Folders.delete(folder);
    var log = Files.createDirectories(folder).resolve(NAME + ".log");
    var worker = WorkerProcess.start(List.of(), "inspect", home, NAME, NAME, flags, log);
    var peer = new InspectorPeer(worker, log, home.temporary(NAME), dataLimit, quota, listener);
    peer.reader.start();
    var outcome = peer.await();
    if (outcome instanceof Answered(WorkerMessage.Ready _)) {
      return peer;
    }
    peer.close();
    throw new IOException("its process does not get ready: " + outcome);
  }

  private void read() {
    for (var next = worker.receive(); next.isPresent(); next = worker.receive()) {
      switch (next.get()) {
        case WorkerMessage.Moved move -> {
          listener.moved(move);
          if (move.state() == PluginState.LEAKED) {
            // With it ends what holds the plugin, threads included.
            worker.kill();
          }
        }
        case WorkerMessage.OpeningData(boolean done) ->
            waiting = done ? answerWithin(limit) : dataWithin(dataLimit);
        case WorkerMessage.Failed(_, String message) -> lastWords = Optional.of(message);
        default -> arrive(next);
      }
    }
    listener.ended();
    synchronized (this) {
      ended = true;
      notifyAll();
    }
  }

  private synchronized void arrive(Optional<WorkerMessage> message) {
    arrived = message;
    notifyAll();
  }

  /** Asks, and waits for the answer as long as it may take, and data longer. */
  Outcome ask(WorkerCommand command, Duration limit) {
    arrive(Optional.empty());
    this.limit = limit;
    waiting = answerWithin(limit);
    worker.send(command);
    return await();
  }

  private Waiting answerWithin(Duration limit) {
    return new Waiting(
        patience(limit),
        "did not answer within %d s, not counting what other programs took of the processors"
            .formatted(limit.toSeconds()));
  }

  private Waiting dataWithin(Duration limit) {
    return new Waiting(
        patience(limit),
        "did not open its data within %d s; 'hillock serve --data-seconds' gives it longer"
            .formatted(limit.toSeconds()));
  }

  private Patience patience(Duration limit) {
    return Patience.with(worker.process().toHandle(), limit);
  }

  private Outcome await() {
    try {
      while (!awaitFor(LOOK_MILLIS)) {
        var excess = quota.excess(quota.measure(List.of(temporary, log)));
        if (excess.isPresent()) {
          return kill("wrote %s".formatted(excess.get()));
        }
        var now = waiting;
        if (now.patience.isOver()) {
          return kill(now.failure);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return kill("was not waited for");
    }
    return outcome();
  }

  /** Whether something has come, or nothing will. */
  private synchronized boolean awaitFor(long millis) throws InterruptedException {
    if (arrived.isEmpty() && !ended) {
      wait(millis);
    }
    return arrived.isPresent() || ended;
  }

  private Outcome outcome() {
    synchronized (this) {
      if (arrived.isPresent()) {
        return new Answered(arrived.get());
      }
    }
    var how = worker.end();
    return ended(lastWords.orElse("ended the process it was loaded in, which " + how), true);
  }

  private Ended kill(String why) {
    worker.end();
    return ended(why, false);
  }

  private Ended ended(String how, boolean byItself) {
    LOG.warn("the inspector {}; its last lines:\n{}", how, String.join("\n", LogTail.of(log)));
    return new Ended(how, byItself);
  }

  /** How it ended, if it does so within this time though nothing is asked of it. */
  Optional<Ended> endWithin(Duration time) {
    arrive(Optional.empty());
    try {
      return awaitFor(time.toMillis()) && outcome() instanceof Ended end
          ? Optional.of(end)
          : Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  boolean isAlive() {
    return worker.process().isAlive();
  }

  /** Ends the process. Does not wait for that. */
  void kill() {
    worker.kill();
  }

  /** Ends the process and waits until all it said is heard. */
  void close() {
    worker.end();
    try {
      reader.join(LAST_WORDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
