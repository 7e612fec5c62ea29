package org.hillock.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Asks a server for its health ten times a second; remembers when it was not well. */
final class Pulse implements AutoCloseable {

  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HealthGrpc.HealthBlockingStub health;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private long beats;
  private Optional<String> trouble = Optional.empty();

  private Pulse(ManagedChannel channel) {
    health = HealthGrpc.newBlockingStub(channel);
  }

  static Pulse of(ManagedChannel channel) {
    var pulse = new Pulse(channel);
    pulse.timer.scheduleWithFixedDelay(pulse::beat, 0, 100, TimeUnit.MILLISECONDS);
    return pulse;
  }

  private void beat() {
    var found = ask();
    synchronized (this) {
      beats++;
      trouble = trouble.or(() -> found);
      notifyAll();
    }
  }

  private Optional<String> ask() {
    try {
      var status =
          health
              .withDeadlineAfter(ANSWER)
              .check(HealthCheckRequest.getDefaultInstance())
              .getStatus();
      return status == ServingStatus.SERVING ? Optional.empty() : Optional.of(status.name());
    } catch (RuntimeException e) {
      return Optional.of(e.toString());
    }
  }

  /** It answers now, and was well each time until now. */
  synchronized void assertSteady() throws InterruptedException {
    long now = beats;
    until(() -> beats > now);
    assertEquals(Optional.empty(), trouble);
  }

  /** Waits for something that no event tells, at each beat. */
  synchronized void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "it did not come about within " + PATIENCE);
      wait(PATIENCE.toMillis());
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
