package org.hillock.plugins.speech;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.random.RandomStream;

/** Utterances as a cochlea hears them. */
record Hearing(List<? extends Utterance> utterances, Cochlea cochlea) {

  /** Raised when the same cochlea hears something else than before. */
  private static final int VERSION = 1;

  private static final int MOST_THREADS = 4;
  private static final int PIECE = 32;

  /** Utterances that take long enough for a person to wonder. */
  private static final int WORTH_A_WORD = 200;

  /** Nanoseconds from one word on how far it is to the next. */
  private static final long PATIENCE = 10_000_000_000L;

  /**
   * A checksum over utterances and cochlea.
   *
   * @param content one over the utterances
   */
  String key(String content) {
    return Sums.hex("%d, %s, %s".formatted(VERSION, cochlea, content));
  }

  /** The spikes of every utterance; the same at any number of threads. */
  List<SpikeTrain> trains() {
    var log = System.getLogger(Hearing.class.getName());
    if (utterances.size() >= WORTH_A_WORD) {
      log.log(Level.INFO, "a cochlea hears {0} words; their spikes are kept", utterances.size());
    }
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    var pieces = new ArrayList<Future<List<SpikeTrain>>>();
    try (var team = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory())) {
      try {
        for (int from = 0; from < utterances.size(); from += PIECE) {
          var piece = utterances.subList(from, Math.min(from + PIECE, utterances.size()));
          pieces.add(team.submit(() -> hear(piece)));
        }
        var trains = new ArrayList<SpikeTrain>();
        long said = System.nanoTime();
        for (var piece : pieces) {
          trains.addAll(await(piece));
          if (System.nanoTime() - said > PATIENCE) {
            log.log(Level.INFO, "heard {0} of {1} words", trains.size(), utterances.size());
            said = System.nanoTime();
          }
        }
        return trains;
      } finally {
        team.shutdownNow();
      }
    }
  }

  private List<SpikeTrain> hear(List<? extends Utterance> piece) {
    var ear = cochlea.new Ear();
    var trains = new ArrayList<SpikeTrain>();
    for (var utterance : piece) {
      var sound = utterance.sound(cochlea.rate());
      if (sound.length > cochlea.longest()) {
        throw Errors.corrupt(
            utterance.source(),
            "it lasts %,d ms, a word at most %,d ms"
                .formatted(sound.length / (cochlea.rate() / 1000), Cochlea.LONGEST));
      }
      trains.add(ear.hear(sound, RandomStream.of(0).named(utterance.name())));
    }
    return trains;
  }

  private static List<SpikeTrain> await(Future<List<SpikeTrain>> piece) {
    try {
      return piece.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HillockException(ErrorCode.CANCELLED, "interrupted while words were heard", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HillockException known) {
        throw known;
      }
      throw new IllegalStateException("words could not be heard", e.getCause());
    }
  }
}
