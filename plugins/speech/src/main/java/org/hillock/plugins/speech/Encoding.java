package org.hillock.plugins.speech;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.random.RandomStream;

/** Recordings as a cochlea hears them. */
record Encoding(Recordings recordings, Cochlea cochlea) {

  /** Raised when the same cochlea hears something else than before. */
  private static final int VERSION = 1;

  private static final int MOST_THREADS = 4;
  private static final int PIECE = 64;

  /** Recordings that take long enough for a person to wonder. */
  private static final int WORTH_A_WORD = 200;

  /** A checksum over recordings and cochlea. */
  String key() {
    var sum = Sums.sha256();
    Sums.update(sum, "%d, %s, %s".formatted(VERSION, cochlea, recordings.sha256()));
    return HexFormat.of().formatHex(sum.digest());
  }

  /** The spikes of every recording; the same at any number of threads. */
  List<SpikeTrain> trains() {
    var all = recordings.all();
    if (all.size() >= WORTH_A_WORD) {
      System.getLogger(Encoding.class.getName())
          .log(Level.INFO, "a cochlea hears {0} recordings; their spikes are kept", all.size());
    }
    int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    var pieces = new ArrayList<Future<List<SpikeTrain>>>();
    try (var team = Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory())) {
      try {
        for (int from = 0; from < all.size(); from += PIECE) {
          var piece = all.subList(from, Math.min(from + PIECE, all.size()));
          pieces.add(team.submit(() -> hear(piece)));
        }
        var trains = new ArrayList<SpikeTrain>();
        for (var piece : pieces) {
          trains.addAll(await(piece));
        }
        return trains;
      } finally {
        team.shutdownNow();
      }
    }
  }

  private List<SpikeTrain> hear(List<Recording> piece) {
    var ear = cochlea.new Ear();
    var trains = new ArrayList<SpikeTrain>();
    for (var recording : piece) {
      var sound = Wav.read(recording.source(), recording.bytes(), cochlea.rate());
      if (sound.length > cochlea.longest()) {
        throw Errors.corrupt(
            recording.source(),
            "it lasts %,d ms, a word at most %,d ms"
                .formatted(sound.length / (cochlea.rate() / 1000), Cochlea.LONGEST));
      }
      trains.add(ear.hear(sound, RandomStream.of(0).named(recording.name())));
    }
    return trains;
  }

  private static List<SpikeTrain> await(Future<List<SpikeTrain>> piece) {
    try {
      return piece.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HillockException(
          ErrorCode.CANCELLED, "interrupted while recordings were encoded", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HillockException known) {
        throw known;
      }
      throw new IllegalStateException("recordings could not be encoded", e.getCause());
    }
  }
}
