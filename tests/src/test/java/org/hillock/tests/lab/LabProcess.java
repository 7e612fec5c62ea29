package org.hillock.tests.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.hillock.lab.Lab;
import org.hillock.lab.record.RunState;

/** A process with a lab, to be killed: tells a finished, a running and a waiting run. */
final class LabProcess {

  private LabProcess() {}

  /** Works until it is killed. */
  public static void main(String[] args) throws Exception {
    var lab = Lab.open(Labs.config(Path.of(args[0])));
    var finished = lab.runs().submit(Labs.digits(1)).id();
    Labs.ended(lab, finished, RunState.SUCCEEDED);
    var running = lab.runs().submit(Labs.digits(100_000)).id();
    var waiting = lab.runs().submit(Labs.digits(1)).id();
    Labs.untilFirstPoint(lab, running);
    // Watchers hear of a point before it is stored, and readers see it a moment before it is on the
    // disk; points may be stored several at a time. Once more are seen than at first, those are
    // there.
    long first = untilMoreThan(0, lab, running);
    untilMoreThan(first, lab, running);
    System.out.println("runs " + finished + " " + running + " " + waiting);
    new CountDownLatch(1).await();
  }

  private static long untilMoreThan(long points, Lab lab, String run) {
    long stored = 0;
    while (stored <= points) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      stored = lab.results().series(run).stream().mapToLong(s -> s.count()).min().orElse(0);
    }
    return stored;
  }
}
