package org.hillock.cli.client;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.function.Consumer;
import org.hillock.proto.v1.GetRunRequest;
import org.hillock.proto.v1.Run;
import org.hillock.proto.v1.RunEvent;
import org.hillock.proto.v1.WatchRunRequest;

/** Follows a run to its end, going on where a broken stream stopped. */
public final class RunWatch {

  private static final int MAX_FAILURES = 6;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Connection connection;
  private final WatchRunRequest wanted;
  private long seen;

  private RunWatch(Connection connection, WatchRunRequest wanted) {
    this.connection = connection;
    this.wanted = wanted;
  }

  /**
   * Follows a run.
   *
   * @param name {@code runs/{r}}
   * @param listener gets every event in order
   * @return the run in its final state
   */
  public static Run follow(Connection connection, String name, Consumer<RunEvent> listener) {
    var wanted =
        WatchRunRequest.newBuilder()
            .setName(name)
            .addEventKinds(WatchRunRequest.EventKind.PROGRESS)
            .addEventKinds(WatchRunRequest.EventKind.METRICS)
            .addEventKinds(WatchRunRequest.EventKind.LOG_LINE)
            .build();
    new RunWatch(connection, wanted).toTheEnd(listener);
    return connection.runs().getRun(GetRunRequest.newBuilder().setName(name).build());
  }

  private void toTheEnd(Consumer<RunEvent> listener) {
    for (int failures = 0; ; failures++) {
      long before = seen;
      try {
        stream(listener);
        return;
      } catch (StatusRuntimeException e) {
        failures = seen > before ? 0 : failures;
        if (e.getStatus().getCode() != Status.Code.UNAVAILABLE || failures == MAX_FAILURES) {
          throw e;
        }
        pause(PAUSE.multipliedBy(failures + 1));
      }
    }
  }

  private void stream(Consumer<RunEvent> listener) {
    try (var scope = Context.current().withCancellation()) {
      scope.run(
          () ->
              connection
                  .results()
                  .watchRun(wanted.toBuilder().setStartSequence(seen + 1).build())
                  .forEachRemaining(
                      batch ->
                          batch
                              .getEventsList()
                              .forEach(
                                  event -> {
                                    seen = event.getSequence();
                                    listener.accept(event);
                                  })));
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the server", e);
    }
  }
}
