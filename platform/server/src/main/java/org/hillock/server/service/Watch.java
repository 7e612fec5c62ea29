package org.hillock.server.service;

import java.time.Duration;
import java.util.List;
import org.hillock.lab.Subscription;
import org.hillock.proto.v1.RunEvent;
import org.hillock.proto.v1.WatchRunResponse;
import org.hillock.server.message.EventMessages;

/** Passes a run's events on to a client until the last one, with a heartbeat when none come. */
record Watch(Subscription subscription, Duration heartbeat)
    implements OpenStreams.Writer<WatchRunResponse> {

  @Override
  public void write(PacedStream<WatchRunResponse> out) throws InterruptedException {
    long last = 0;
    while (!subscription.isEnded() && !out.isEnded()) {
      var events = subscription.next(heartbeat).stream().map(EventMessages::of).toList();
      if (!events.isEmpty()) {
        last = events.getLast().getSequence();
        send(out, events);
      } else if (!subscription.isEnded()) {
        send(out, List.of(EventMessages.heartbeat(last)));
      }
    }
  }

  private static void send(PacedStream<WatchRunResponse> out, List<RunEvent> events)
      throws InterruptedException {
    out.send(WatchRunResponse.newBuilder().addAllEvents(events).build());
  }
}
