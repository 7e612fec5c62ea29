package org.hillock.lab.worker;

import java.util.Arrays;
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
    return switch (error) {
      case HillockException known when known.code() == ErrorCode.RESOURCE_EXHAUSTED -> told(known);
      case Throwable any when fullDisk(any).isPresent() ->
          new Failed(
              ErrorCode.RESOURCE_EXHAUSTED.name(),
              "no space is left on the disk of the lab's home (%s); free some and resume the run"
                  .formatted(fullDisk(any).get()));
      case HillockException known -> told(known);
      case OutOfMemoryError memory ->
          new Failed(
              ErrorCode.RESOURCE_EXHAUSTED.name(),
              "the run needed more memory than its process may have (%s); use smaller batches or a larger heap"
                  .formatted(memory.getMessage()));
      default -> unforeseen(error);
    };
  }

  private static Failed told(HillockException error) {
    return new Failed(error.code().name(), error.getMessage());
  }

  private static Failed unforeseen(Throwable error) {
    var thrower = thrower(error.getStackTrace());
    boolean plugin = thrower.filter(Faults::isOfPlugin).isPresent();
    return new Failed(
        (plugin ? ErrorCode.PLUGIN_FAULT : ErrorCode.INTERNAL).name(),
        "%s%s%s; the run's log has the details"
            .formatted(
                plugin ? "a plugin failed: " : "",
                error,
                thrower.map(frame -> " at " + frame).orElse("")));
  }

  /** The innermost code that is not the JDK's. */
  static Optional<StackTraceElement> thrower(StackTraceElement[] stack) {
    return Arrays.stream(stack).filter(frame -> frame.getModuleName() == null).findFirst();
  }

  /** The platform's classes are on the class path; a bundle's class loader has no name. */
  static boolean isOfPlugin(StackTraceElement frame) {
    return frame.getClassLoaderName() == null;
  }

  /** What the system says if an exception comes from a full disk. */
  public static Optional<String> fullDisk(Throwable error) {
    return Stream.<Throwable>iterate(error, e -> e != null, Throwable::getCause)
        .limit(20)
        .map(Throwable::getMessage)
        .filter(message -> message != null && FULL.matcher(message).find())
        .findFirst();
  }
}
