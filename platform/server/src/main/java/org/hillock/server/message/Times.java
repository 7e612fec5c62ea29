package org.hillock.server.message;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Times and durations. */
public final class Times {

  private Times() {}

  /** A point in time. */
  public static Timestamp of(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }

  /** A length of time. */
  public static Duration of(java.time.Duration length) {
    return Duration.newBuilder().setSeconds(length.getSeconds()).setNanos(length.getNano()).build();
  }

  /** A length of time. */
  public static java.time.Duration of(Duration length) {
    return java.time.Duration.ofSeconds(length.getSeconds(), length.getNanos());
  }
}
