package org.hillock.plugins.cpu.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TeamTest {

  @Test
  void runsEveryChunkOnce() {
    try (var team = new Team(3)) {
      for (int chunks : new int[] {0, 1, 2, 3, 100, 1001}) {
        var runs = new AtomicIntegerArray(chunks);
        team.run(
            chunks,
            (chunk, worker) -> {
              assertTrue(worker >= 0 && worker < 3);
              runs.incrementAndGet(chunk);
            });
        for (int i = 0; i < chunks; i++) {
          assertEquals(1, runs.get(i), "chunk " + i);
        }
      }
    }
  }

  @Test
  void showsTheCallerWhatEveryChunkWroteOverManyShortJobs() {
    try (var team = new Team(2)) {
      var values = new long[64];
      for (int job = 1; job <= 20_000; job++) {
        team.run(values.length, (chunk, worker) -> values[chunk]++);
      }
      for (long value : values) {
        assertEquals(20_000, value);
      }
    }
  }

  @Test
  void runsTwoChunksAtTheSameTime() {
    try (var team = new Team(2)) {
      var both = new CountDownLatch(2);
      team.run(
          2,
          (chunk, worker) -> {
            both.countDown();
            // Ends only if the other chunk runs meanwhile.
            await(both);
          });
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void handsTheExceptionOfAChunkToTheCallerAndGoesOn() {
    try (var team = new Team(2)) {
      var thrown = new IllegalArgumentException("chunk 7");
      for (int i = 0; i < 100; i++) {
        var caught =
            assertThrows(
                IllegalArgumentException.class,
                () ->
                    team.run(
                        50,
                        (chunk, worker) -> {
                          if (chunk == 7) {
                            throw thrown;
                          }
                        }));
        assertSame(thrown, caught);
      }
      var runs = new AtomicIntegerArray(10);
      team.run(10, (chunk, worker) -> runs.incrementAndGet(chunk));
      assertEquals(1, runs.get(9));
    }
  }

  @Test
  void endsItsThreadsWhenClosed() {
    var member = new AtomicReference<Thread>();
    var team = new Team(2);
    var both = new CountDownLatch(2);
    team.run(
        2,
        (chunk, worker) -> {
          if (worker != 0) {
            member.set(Thread.currentThread());
          }
          both.countDown();
          await(both);
        });
    assertTrue(member.get().isDaemon());
    team.close();
    assertFalse(member.get().isAlive());
    assertThrows(IllegalStateException.class, () -> team.run(2, (chunk, worker) -> {}));
  }
}
