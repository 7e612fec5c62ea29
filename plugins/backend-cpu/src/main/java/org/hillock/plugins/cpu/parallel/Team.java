package org.hillock.plugins.cpu.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed team of threads that share the chunks of one job at a time; the caller takes part. Which
 * member takes which chunk is left to chance, so a result must not depend on it.
 *
 * <p>Driven by one thread at a time, never from within a chunk. Closing ends the threads.
 */
public final class Team implements AutoCloseable {

  private final List<Member> members = new ArrayList<>();
  private final Job idle = new Job((chunk, worker) -> {}, 0, Thread.currentThread());
  private volatile Job job = idle;
  private volatile boolean closed;

  /** A team of this size, the caller included. */
  public Team(int threads) {
    for (int i = 1; i < threads; i++) {
      var member = new Member(i);
      members.add(member);
      member.start();
    }
  }

  /** How many threads there are, the caller included. */
  public int threads() {
    return members.size() + 1;
  }

  /**
   * Runs all chunks and returns when the last has ended; what they wrote is then visible to the
   * caller. A chunk that throws stops the chunks not yet begun; the first exception reaches the
   * caller.
   */
  public void run(int chunks, Part part) {
    if (closed) {
      throw new IllegalStateException("the device is closed");
    }
    if (chunks <= 1 || members.isEmpty()) {
      runAlone(chunks, part);
      return;
    }
    var mine = new Job(part, chunks, Thread.currentThread());
    job = mine;
    for (int i = 0, n = Math.min(members.size(), chunks - 1); i < n; i++) {
      members.get(i).wake();
    }
    mine.work(0);
    mine.await();
    // Nothing of a finished job may stay reachable from the team.
    job = idle;
    mine.rethrow();
  }

  /** Runs all chunks on the caller: for work too small to share. */
  public void runAlone(int chunks, Part part) {
    for (int i = 0; i < chunks; i++) {
      part.run(i, 0);
    }
  }

  /** Ends the threads and waits for them. */
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    for (var member : members) {
      LockSupport.unpark(member);
      while (member.isAlive()) {
        try {
          member.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Member extends Thread {

    private final int number;
    private volatile boolean parked;

    Member(int number) {
      super(null, null, "hillock-cpu-" + number, 0, false);
      this.number = number;
      setDaemon(true);
      // The thread must not keep alive whatever happened to open the device.
      setContextClassLoader(Team.class.getClassLoader());
    }

    void wake() {
      if (parked) {
        LockSupport.unpark(this);
      }
    }

    @Override
    public void run() {
      var seen = idle;
      while (!closed) {
        var next = job;
        if (next == seen) {
          await(seen);
        } else {
          seen = next;
          if (next != idle) {
            next.work(number);
          }
        }
      }
    }

    private void await(Job seen) {
      if (!Spin.until(() -> job != seen || closed)) {
        parked = true;
        while (job == seen && !closed) {
          LockSupport.park(Team.this);
        }
        parked = false;
      }
    }
  }
}
