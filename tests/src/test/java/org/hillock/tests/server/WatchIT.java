package org.hillock.tests.server;

import static org.hillock.tests.server.RunningServer.SPEC;
import static org.hillock.tests.server.RunningServer.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Duration;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.hillock.proto.v1.CancelRunRequest;
import org.hillock.proto.v1.Run;
import org.hillock.proto.v1.RunEvent;
import org.hillock.proto.v1.RunEvent.EventCase;
import org.hillock.proto.v1.WatchRunRequest;
import org.hillock.proto.v1.WatchRunRequest.EventKind;
import org.hillock.proto.v1.WatchRunResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatchIT {

  private static RunningServer server;

  @BeforeAll
  static void start(@TempDir Path home) {
    server = RunningServer.start(home);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static WatchRunRequest.Builder watch(Run run) {
    return WatchRunRequest.newBuilder().setName(run.getName());
  }

  private static List<RunEvent> events(WatchRunRequest.Builder request) {
    var events = new ArrayList<RunEvent>();
    server
        .results()
        .watchRun(request.build())
        .forEachRemaining(
            batch -> {
              assertTrue(batch.getEventsCount() > 0);
              events.addAll(batch.getEventsList());
            });
    return events;
  }

  private static List<Run.State> states(List<RunEvent> events) {
    return events.stream()
        .filter(RunEvent::hasStateChange)
        .map(event -> event.getStateChange().getState())
        .toList();
  }

  @Test
  void tellsTheWholeLifeOfARunInOrder() {
    var events = events(watch(server.submit(request(SPEC))));
    assertEquals(
        List.of(Run.State.QUEUED, Run.State.STARTING, Run.State.RUNNING, Run.State.SUCCEEDED),
        states(events));
    long last = 0;
    for (var event : events) {
      assertTrue(event.getSequence() > last || event.hasHeartbeat(), event::toString);
      last = event.getSequence();
    }
    var losses =
        events.stream()
            .flatMap(event -> event.getMetrics().getSamplesList().stream())
            .filter(sample -> sample.getKey().equals("train_loss"))
            .toList();
    assertEquals(2, losses.size());
    assertTrue(events.getLast().hasStateChange());
  }

  @Test
  void goesOnWhereABrokenStreamStopped() {
    var run = server.submit(request(SPEC));
    server.finish(run);
    var all = events(watch(run));
    for (var from : all) {
      var rest = events(watch(run).setStartSequence(from.getSequence()));
      assertEquals(all.subList(all.indexOf(from), all.size()), rest);
    }
    var after = all.getLast().getSequence() + 1;
    assertEquals(List.of(), events(watch(run).setStartSequence(after)));
  }

  @Test
  void sendsOnlyTheKindsAskedFor() {
    var run = server.submit(request(SPEC));
    var kinds = events(watch(run).addEventKinds(EventKind.METRICS)).stream();
    var others =
        kinds
            .map(RunEvent::getEventCase)
            .filter(
                kind ->
                    kind != EventCase.METRICS
                        && kind != EventCase.STATE_CHANGE
                        && kind != EventCase.HEARTBEAT)
            .toList();
    assertEquals(List.of(), others);
  }

  @Test
  void aHeartbeatComesWhileNothingHappens() {
    var busy = server.submit(request(SPEC).putOverrides("trainer.epochs", "100000"));
    var waiting = server.submit(request(SPEC));
    var second = Duration.newBuilder().setSeconds(1);
    var batches = server.results().watchRun(watch(waiting).setHeartbeatInterval(second).build());
    RunEvent event;
    do {
      event = batches.next().getEvents(0);
    } while (!event.hasHeartbeat());
    assertTrue(event.getSequence() >= 1);
    server.runs().cancelRun(CancelRunRequest.newBuilder().setName(waiting.getName()).build());
    server.runs().cancelRun(CancelRunRequest.newBuilder().setName(busy.getName()).build());
    var rest = new ArrayList<RunEvent>();
    batches.forEachRemaining(batch -> rest.addAll(batch.getEventsList()));
    assertEquals(List.of(Run.State.CANCELLED), states(rest));
  }

  @Test
  void aReaderThatStopsReadingHoldsNobodyUpAndMissesNothingStored() throws Exception {
    var run = server.submit(request(SPEC).putOverrides("trainer.epochs", "60"));
    var lazy = new Lazy();
    server.watches().watchRun(watch(run).build(), lazy);
    assertEquals(Run.State.SUCCEEDED, server.finish(run).getState());
    assertFalse(lazy.end.isDone());
    lazy.readOn();
    lazy.end.get(60, TimeUnit.SECONDS);
    var points = lazy.events.stream().filter(RunEvent::hasMetrics).toList();
    var all = events(watch(run)).stream().filter(RunEvent::hasMetrics).toList();
    assertEquals(all, points);
    assertEquals(Run.State.SUCCEEDED, states(lazy.events).getLast());
  }

  @Test
  void aStoppingServerSendsWatchersAway(@TempDir Path home) throws Exception {
    try (var stopping = RunningServer.start(home)) {
      var run = stopping.submit(request(SPEC).putOverrides("trainer.epochs", "100000"));
      var lazy = new Lazy();
      stopping.watches().watchRun(watch(run).build(), lazy);
      lazy.readOn();
      assertTrue(lazy.first.await(60, TimeUnit.SECONDS));
      stopping.stopServer();
      var error =
          lazy.end
              .handle((_, failure) -> (StatusRuntimeException) failure)
              .get(60, TimeUnit.SECONDS);
      Refusal.of(Status.Code.UNAVAILABLE, "UNAVAILABLE", error);
    }
  }

  @Test
  void refusesAnUnknownRunAndImpossibleRequests() {
    var none = WatchRunRequest.newBuilder().setName("runs/none");
    Refusal.of(Status.Code.NOT_FOUND, "NOT_FOUND", () -> events(none));
    var negative = none.clone().setStartSequence(-1);
    var refusal =
        Refusal.of(Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT", () -> events(negative));
    assertEquals(List.of("start_sequence"), refusal.fields());
  }

  /** Takes no message until it is told to read on. */
  private static final class Lazy
      implements ClientResponseObserver<WatchRunRequest, WatchRunResponse> {

    final List<RunEvent> events = new ArrayList<>();
    final CompletableFuture<Boolean> end = new CompletableFuture<>();
    final CountDownLatch first = new CountDownLatch(1);
    private final CompletableFuture<Boolean> reading = new CompletableFuture<>();

    void readOn() {
      reading.complete(true);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<WatchRunRequest> call) {
      call.disableAutoRequestWithInitial(0);
      reading.thenAccept(_ -> call.request(Integer.MAX_VALUE));
    }

    @Override
    public void onNext(WatchRunResponse batch) {
      events.addAll(batch.getEventsList());
      first.countDown();
    }

    @Override
    public void onError(Throwable error) {
      end.completeExceptionally(error);
    }

    @Override
    public void onCompleted() {
      end.complete(true);
    }
  }
}
