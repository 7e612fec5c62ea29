package org.hillock.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.hillock.proto.v1.Progress;
import org.hillock.proto.v1.Run;
import org.hillock.proto.v1.RunEvent;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Console console(boolean json, int columns) {
    return new Console(new PrintWriter(out), new PrintWriter(err), json, columns);
  }

  @Test
  void jsonLeavesStandardOutputToTheObjects() {
    var console = console(true, 0);
    console.say("in words");
    console.data(Run.newBuilder().setName("runs/r1").build());
    assertEquals("in words", err.toString().strip());
    assertEquals(1, out.toString().lines().count());
    assertEquals("runs/r1", Json.read(out.toString().getBytes()).get("name").asText());
  }

  @Test
  void wordsComeWithoutJson() {
    var console = console(false, 0);
    console.say(List.of("a", "b"));
    console.data(Run.getDefaultInstance());
    assertEquals("a\nb\n", out.toString());
  }

  @Test
  void aLineOfTextTakesTheProgressLineAway() {
    var console = console(false, 10);
    console.progress("0123456789abc");
    console.note("next");
    assertEquals("\r\033[K012345678\r\033[Knext\n", err.toString());
  }

  @Test
  void whatTakesLongerThanTwoSecondsIsToldAndWhatDoesNotIsNot() {
    var console = console(false, 0);
    assertEquals(1, console.waiting("short", () -> 1));
    assertEquals(2, console.waiting("long", () -> untilSaid("long")));
    assertEquals("long\n", err.toString());
  }

  @Test
  void whatGoesWrongWhileItIsWaitedForReachesTheCaller() {
    var broken = new IllegalArgumentException("broken");
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                console(false, 0)
                    .waiting(
                        "it",
                        () -> {
                          throw broken;
                        }));
    assertSame(broken, thrown);
    assertEquals("", err.toString());
  }

  private int untilSaid(String text) {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!err.toString().contains(text + "\n") && System.nanoTime() < end) {
      LockSupport.parkNanos(20_000_000);
    }
    return 2;
  }

  @Test
  void withoutTerminalEachEpochHasOneLine() {
    var display = new RunDisplay(console(false, 0));
    for (int step = 1; step <= 6; step++) {
      display.accept(progress((step + 2) / 3, step));
    }
    display.accept(state(Run.State.SUCCEEDED));
    assertEquals("epoch 1/2 step 3/6\nepoch 2/2 step 6/6\n", err.toString());
  }

  @Test
  void onATerminalTheLineShowsWhatIsKnown() {
    var display = new RunDisplay(console(false, 120));
    var event = progress(1, 3).toBuilder();
    event.getProgressBuilder().getLossBuilder().setValue(0.25);
    event.getProgressBuilder().getFiringRateBuilder().setValue(0.125);
    event.getProgressBuilder().getTimeLeftBuilder().setSeconds(61);
    display.accept(event.build());
    assertTrue(
        err.toString()
            .endsWith(
                "##########.......... epoch 1/2 step 3/6 loss 0.2500 spikes/neuron/step 0.125 1 min"
                    + " 01 s left"),
        err.toString());
    assertFalse(err.toString().contains("accuracy"));
  }

  private static RunEvent progress(int epoch, int step) {
    return RunEvent.newBuilder()
        .setProgress(Progress.newBuilder().setEpoch(epoch).setEpochs(2).setStep(step).setSteps(6))
        .build();
  }

  private static RunEvent state(Run.State state) {
    return RunEvent.newBuilder()
        .setStateChange(RunEvent.StateChange.newBuilder().setState(state))
        .build();
  }
}
