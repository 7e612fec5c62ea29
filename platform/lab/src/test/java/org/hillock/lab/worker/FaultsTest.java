package org.hillock.lab.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.lab.worker.WorkerMessage.Failed;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private static final StackTraceElement OF_JDK =
      new StackTraceElement(null, "java.base", "25", "java.util.Objects", "get", "O.java", 1);
  private static final StackTraceElement OF_PLUGIN =
      new StackTraceElement(null, null, null, "demo.Trainer", "train", "Trainer.java", 7);
  private static final StackTraceElement OF_PLATFORM =
      new StackTraceElement("app", null, null, "org.hillock.engine.Run", "run", "Run.java", 8);

  private static Failed thrownAt(StackTraceElement... frames) {
    var error = new IllegalStateException("broken");
    error.setStackTrace(frames);
    return Faults.of(error);
  }

  @Test
  void anExceptionIsThePluginsWhoseCodeThrewIt() {
    var failed = thrownAt(OF_JDK, OF_PLUGIN, OF_PLATFORM);
    assertEquals(ErrorCode.PLUGIN_FAULT.name(), failed.reason());
    assertTrue(failed.message().contains("broken at demo.Trainer.train"), failed.message());
  }

  @Test
  void anExceptionOfThePlatformIsAFaultOfThePlatform() {
    var failed = thrownAt(OF_JDK, OF_PLATFORM, OF_PLUGIN);
    assertEquals(ErrorCode.INTERNAL.name(), failed.reason());
    assertTrue(failed.message().contains("org.hillock.engine.Run.run"), failed.message());
    assertEquals(ErrorCode.INTERNAL.name(), thrownAt().reason());
  }

  @Test
  void aFullDiskIsSeenThroughItsCauses() {
    var failed = Faults.of(new RuntimeException(new IOException("No space left on device")));
    assertEquals(ErrorCode.RESOURCE_EXHAUSTED.name(), failed.reason());
    assertTrue(failed.message().contains("No space left"), failed.message());
  }

  @Test
  void aFullDiskThatWasExplainedIsNotExplainedTwice() {
    var known = new HillockException(ErrorCode.RESOURCE_EXHAUSTED, "No space left; make room");
    assertEquals("No space left; make room", Faults.of(known).message());
    assertFalse(Faults.of(known).message().contains("resume"));
  }
}
