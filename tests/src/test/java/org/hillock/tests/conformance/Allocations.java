package org.hillock.tests.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Says who allocates, where something must not. */
final class Allocations {

  private static final int FRAMES = 6;
  private static final int PLACES = 4;

  private Allocations() {}

  /** The places that allocate most while something runs, with the way there. */
  static String of(Runnable work) {
    var bytes = new HashMap<String, Long>();
    try (var recording = new Recording()) {
      recording.enable("jdk.ObjectAllocationSample").with("throttle", "10000/s");
      recording.start();
      work.run();
      recording.stop();
      var file = Files.createTempFile("allocations", ".jfr");
      try {
        recording.dump(file);
        for (var event : RecordingFile.readAllEvents(file)) {
          bytes.merge(place(event), event.getLong("weight"), Long::sum);
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(PLACES)
        .map(e -> "%d kB: %s".formatted(e.getValue() >> 10, e.getKey()))
        .collect(Collectors.joining("\n"));
  }

  private static String place(RecordedEvent event) {
    if (event.getStackTrace() == null) {
      return "somewhere";
    }
    return event.getStackTrace().getFrames().stream()
        .limit(FRAMES)
        .map(f -> f.getMethod().getType().getName() + "." + f.getMethod().getName())
        .collect(Collectors.joining(" < "));
  }
}
