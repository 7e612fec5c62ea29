package org.hillock.lab.worker;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.lab.worker.WorkerMessage.Failed;

/** Says what an exception means for a run. */
public final class Faults {

  private static final Pattern FULL =
      Pattern.compile("No space left|Disk quota exceeded|File too large|disk full");

  private Faults() {}

  /** The failure that an exception stands for. */
  public static Failed of(Throwable error) {
    if (fullDisk(error).isPresent()) {
      return new Failed(
          ErrorCode.RESOURCE_EXHAUSTED.name(),
          "no space is left on the disk of the lab's home (%s); free some and resume the run"
              .formatted(fullDisk(error).get()));
    }
    return switch (error) {
      case HillockException known -> new Failed(known.code().name(), known.getMessage());
      case OutOfMemoryError memory ->
          new Failed(
              ErrorCode.RESOURCE_EXHAUSTED.name(),
              "the run needed more memory than its process may have (%s); use smaller batches or a larger heap"
                  .formatted(memory.getMessage()));
      default ->
          new Failed(
              ErrorCode.INTERNAL.name(),
              "%s%s; the run's log has the details".formatted(error, place(error)));
    };
  }

  /** What the system says if an exception comes from a full disk. */
  public static Optional<String> fullDisk(Throwable error) {
    return Stream.<Throwable>iterate(error, e -> e != null, Throwable::getCause)
        .limit(20)
        .map(Throwable::getMessage)
        .filter(message -> message != null && FULL.matcher(message).find())
        .findFirst();
  }

  private static String place(Throwable error) {
    return error.getStackTrace().length == 0 ? "" : " at " + error.getStackTrace()[0];
  }
}
