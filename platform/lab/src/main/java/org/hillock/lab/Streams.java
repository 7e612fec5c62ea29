package org.hillock.lab;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hillock.lab.record.RunEvent;
import org.hillock.lab.store.Store;

/** The streams of the runs that are not finished. */
final class Streams {

  private final Map<String, RunStream> live = new ConcurrentHashMap<>();
  private final Store store;
  private final Clock clock;

  Streams(Store store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The stream of a run that is not finished. */
  RunStream of(String run) {
    return live.computeIfAbsent(run, id -> new RunStream(id, store.events(), clock));
  }

  Optional<RunStream> live(String run) {
    return Optional.ofNullable(live.get(run));
  }

  Map<String, RunStream> all() {
    return live;
  }

  /** The run is final. */
  void finished(String run) {
    live.remove(run);
  }

  /** Reads the events of a run, which exists. */
  Subscription watch(String run, long from, Set<RunEvent.Kind> kinds) {
    var stream = live(run).orElseGet(() -> stored(run));
    return new StreamReader(stream, from, kinds);
  }

  private RunStream stored(String run) {
    var stream = of(run);
    // Asked after the stream is in the map: a run that becomes final from now on ends it.
    if (store.runs().find(run).filter(found -> !found.state().isFinal()).isEmpty()) {
      stream.stop();
      live.remove(run, stream);
    }
    return stream;
  }

  /** No more events; readers come to their end. */
  void stop() {
    live.values().forEach(RunStream::stop);
  }
}
