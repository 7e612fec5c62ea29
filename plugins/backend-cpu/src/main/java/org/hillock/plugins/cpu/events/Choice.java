package org.hillock.plugins.cpu.events;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Chooses between two ways to the same bits, dense and event-driven, by their times. Products of
 * about the same extents and density form a case; in each case both ways are tried in turns until
 * both have run warm, then the faster is taken, and now and then the other once more, so that no
 * misjudgement (a busy neighbour, code not yet compiled) lasts. Nearly empty operands are always
 * event-driven, full ones always dense.
 *
 * <p>Only times depend on the choice. Driven by one thread.
 */
public final class Choice {

  /** Below this density event-driven products won everywhere they were measured. */
  private static final double SPARSE = 0.05;

  /** Above this density dense products are taken untried. */
  private static final double DENSE = 0.8;

  private static final int TURNS = 8;
  private static final int RETRIAL = 256;

  private final Map<Case, Contest> contests = new HashMap<>();
  private final Set<Case> nearlyEmpty = new HashSet<>();

  /** Extents by their powers of two, the density by half powers; negative: nearly empty. */
  private record Case(String what, int first, int second, int third, int density) {

    static Case of(String what, int first, int second, int third, double density) {
      int octave = density < SPARSE ? -1 : octave(density);
      return new Case(what, log2(first), log2(second), log2(third), octave);
    }

    private static int log2(int extent) {
      return 31 - Integer.numberOfLeadingZeros(extent);
    }

    private static int octave(double density) {
      return (int) (2 * Math.log(density / SPARSE) / Math.log(2));
    }

    double leastDensity() {
      return SPARSE * Math.pow(2, density / 2.0);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s of about %d×%d×%d, %s %% not zero",
          what,
          1L << first,
          1L << second,
          1L << third,
          density < 0
              ? String.format(Locale.ROOT, "below %.0f", 100 * SPARSE)
              : String.format(
                  Locale.ROOT,
                  "%.0f to %.0f",
                  100 * leastDensity(),
                  100 * leastDensity() * Math.sqrt(2)));
    }
  }

  /** One way's runs. */
  private static final class Way {
    int runs;
    double best = Double.MAX_VALUE;

    void run(Runnable way, double size) {
      long start = System.nanoTime();
      way.run();
      double time = (System.nanoTime() - start) / size;
      // An old best fades: the machine may have become slower for good.
      best = Math.min(1.02 * best, time);
      runs++;
    }
  }

  private static final class Contest {
    final Way dense = new Way();
    final Way sparse = new Way();

    Way next() {
      var faster = dense.best < sparse.best ? dense : sparse;
      var slower = faster == dense ? sparse : dense;
      int runs = dense.runs + sparse.runs;
      boolean turns = slower.runs < TURNS && slower.runs <= faster.runs;
      boolean retrial = Integer.bitCount(runs) == 1 || runs % RETRIAL == 0;
      return turns || faster.runs >= TURNS && retrial ? slower : faster;
    }

    String verdict() {
      double ratio = dense.best / sparse.best;
      return String.format(
          Locale.ROOT,
          "%s (dense/event-driven time %.2f)",
          ratio > 1 ? "event-driven" : "dense",
          ratio);
    }
  }

  /**
   * Does it one way or the other.
   *
   * @param what names the product
   * @param first an extent, at least 1
   * @param second an extent, at least 1
   * @param third an extent, at least 1
   * @param density of the operand that may have events, from 0 to 1
   */
  public void run(
      String what,
      int first,
      int second,
      int third,
      double density,
      Runnable dense,
      Runnable eventDriven) {
    if (density < SPARSE) {
      nearlyEmpty.add(Case.of(what, first, second, third, density));
      eventDriven.run();
    } else if (density > DENSE) {
      dense.run();
    } else {
      var contest =
          contests.computeIfAbsent(
              Case.of(what, first, second, third, density), c -> new Contest());
      var way = contest.next();
      way.run(way == contest.dense ? dense : eventDriven, (double) first * second * third);
    }
  }

  /** What was chosen for the cases met so far, in readable form. */
  public List<String> report() {
    var always = nearlyEmpty.stream().map(c -> c + ": event-driven");
    var chosen =
        contests.entrySet().stream()
            .filter(e -> e.getValue().dense.runs >= TURNS && e.getValue().sparse.runs >= TURNS)
            .map(e -> e.getKey() + ": " + e.getValue().verdict());
    return Stream.concat(always, chosen).sorted().toList();
  }
}
