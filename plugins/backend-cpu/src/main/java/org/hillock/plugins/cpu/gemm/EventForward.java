package org.hillock.plugins.cpu.gemm;

import java.util.stream.Stream;
import org.hillock.plugins.cpu.events.Events;
import org.hillock.plugins.cpu.lanes.Aligned;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Products whose left factor is mostly zero: each row of C sums the rows of B that the row's events
 * name. The chains are those of {@link Gemm}, without the terms that change nothing, so the bits
 * are the same while B is finite.
 */
final class EventForward {

  /** Depths whose lists are at hand together, so that C stays in the cache between their chains. */
  private static final int DEPTH = 4 * Gemm.DEPTH;

  private static final int COLUMNS = 2048;
  private static final int WIDE = Sums.widest() * Lanes.LENGTH;

  /** Rows of a chunk share what they read of B: the more, the fewer events they have. */
  private static final int ROWS = 1024;

  /** Events of a chunk: their list stays in the cache beside a panel of B. */
  private static final int EVENTS = 1 << 15;

  private static final int TILE = Gemm.SUMS * WIDE;

  /** Rows whose sums stay in a thread's own cache, beside a chain of a panel. */
  private static final int FEW = 256;

  private final Team team;
  private final Sums sums;
  private final Worker[] workers;

  /** A tile for each thread, then panels of B. */
  private final Aligned memory = new Aligned();

  /** What one thread has for itself. */
  private static final class Worker {
    final Events events = new Events();
    final Transposer transposer = new Transposer();

    /** A chain of a panel, then the sums of few rows. */
    final Aligned own = new Aligned();
  }

  private record Product(int m, int n, int k, double density, Matrix a, Right b, Matrix c) {}

  /** Columns {@code [column, column + columns)} and depths {@code [from, from + depth)}. */
  private record Round(int column, int columns, int from, int depth, boolean accumulate) {

    int panels() {
      return (columns + WIDE - 1) / WIDE;
    }

    int width(int panel) {
      return Math.min(WIDE, columns - panel * WIDE);
    }

    int chains() {
      return (depth + Gemm.DEPTH - 1) / Gemm.DEPTH;
    }

    int chain(int index) {
      return Math.min(Gemm.DEPTH, depth - index * Gemm.DEPTH);
    }
  }

  EventForward(Team team, Sums sums) {
    this.team = team;
    this.sums = sums;
    workers = Stream.generate(Worker::new).limit(team.threads()).toArray(Worker[]::new);
  }

  /**
   * The product.
   *
   * @param density of A, about
   */
  void run(int m, int n, int k, double density, Matrix a, Right b, Matrix c, boolean accumulate) {
    var product = new Product(m, n, k, density, a, b, c);
    for (int j = 0; j < n; j += COLUMNS) {
      int columns = Math.min(COLUMNS, n - j);
      for (int p = 0; p < k; p += DEPTH) {
        round(product, new Round(j, columns, p, Math.min(DEPTH, k - p), accumulate || p > 0));
      }
    }
  }

  private int panel(Round round, int panel) {
    return memory.first() + team.threads() * TILE + panel * WIDE * round.depth;
  }

  private void round(Product x, Round round) {
    int count = round.panels();
    sums.prepare(Sums.width(round.width(0)));
    sums.prepare(Sums.width(round.width(count - 1)));
    int groups = 2 * team.threads();
    if (x.m <= FEW && count >= groups) {
      team.run(
          groups,
          (i, worker) ->
              sumAlone(x, round, count * i / groups, count * (i + 1) / groups, workers[worker]));
    } else {
      sumTogether(x, round);
    }
  }

  /** Packs all panels, which threads then share: each sums some rows or panels. */
  private void sumTogether(Product x, Round round) {
    memory.reserve(team.threads() * TILE + round.depth * (round.columns + WIDE));
    int count = round.panels();
    int chains = round.chains();
    team.run(
        count * chains,
        (i, worker) -> pack(x, round, i / chains, i % chains, workers[worker].transposer));
    int rows = rows(x, round);
    int blocks = (x.m + rows - 1) / rows;
    int groups = Math.clamp(4 * team.threads() / blocks, 1, count);
    team.run(
        blocks * groups,
        (i, worker) ->
            sum(
                x,
                round,
                i % blocks * rows,
                rows,
                count * (i / blocks) / groups,
                count * (i / blocks + 1) / groups,
                worker));
  }

  /** Every chunk reads its panels anew: threads rather share panels than rows. */
  private int rows(Product x, Round round) {
    int shares = round.panels() >= 4 * team.threads() ? 1 : 4 * team.threads();
    int each = (x.m + shares - 1) / shares;
    int most = Math.clamp((long) (EVENTS / Math.max(1, x.density * round.depth)), 8, ROWS);
    return Math.clamp(each, 8, most);
  }

  private void pack(Product x, Round round, int panel, int chain, Transposer transposer) {
    int columns = round.width(panel);
    int width = Sums.width(columns) * Lanes.LENGTH;
    int first = chain * Gemm.DEPTH;
    // Columns beyond the last hold what was there: they are summed and dropped.
    x.b.pack(
        round.from + first,
        round.chain(chain),
        round.column + panel * WIDE,
        columns,
        memory.array(),
        panel(round, panel) + first * width,
        width,
        transposer);
  }

  private void sum(
      Product x, Round round, int row, int maxRows, int firstPanel, int lastPanel, int worker) {
    int rows = Math.min(maxRows, x.m - row);
    var events = workers[worker].events;
    list(x, round, row, rows, events);
    for (int panel = firstPanel; panel < lastPanel; panel++) {
      for (int r = 0; r < rows; r += Gemm.SUMS) {
        tile(x, round, panel, row, r, Math.min(Gemm.SUMS, rows - r), events, worker);
      }
    }
  }

  private static void list(Product x, Round round, int row, int rows, Events events) {
    long at = x.a.at(row, round.from);
    events.list(x.a.memory(), at, 4 * x.a.stride(), rows, round.depth, Gemm.DEPTH);
  }

  /** Panels that nobody else needs: all rows of each, chain by chain, while it is near. */
  private void sumAlone(Product x, Round round, int firstPanel, int lastPanel, Worker w) {
    list(x, round, 0, x.m, w.events);
    for (int panel = firstPanel; panel < lastPanel; panel++) {
      sumAlone(x, round, panel, w);
    }
  }

  private void sumAlone(Product x, Round round, int panel, Worker w) {
    int column = round.column + panel * WIDE;
    int columns = round.width(panel);
    int vectors = Sums.width(columns);
    int width = vectors * Lanes.LENGTH;
    w.own.reserve((Gemm.DEPTH + x.m) * width);
    float[] own = w.own.array();
    int first = w.own.first();
    int to = first + Gemm.DEPTH * width;
    if (round.accumulate) {
      x.c.get(0, x.m, column, columns, own, to, width);
    }
    int chains = round.chains();
    var sum = sums.of(vectors, w.events.binary());
    for (int i = 0; i < chains; i++) {
      int from = i * Gemm.DEPTH;
      x.b.pack(round.from + from, round.chain(i), column, columns, own, first, width, w.transposer);
      sum.run(
          i,
          x.m,
          chains,
          w.events.starts(),
          w.events.columns(),
          w.events.values(),
          own,
          first - from * width,
          own,
          to,
          round.accumulate || i > 0);
    }
    x.c.put(own, to, width, x.m, columns, 0, column, false);
  }

  private void tile(
      Product x, Round round, int panel, int row, int first, int rows, Events events, int worker) {
    int column = round.column + panel * WIDE;
    int columns = round.width(panel);
    int vectors = Sums.width(columns);
    int width = vectors * Lanes.LENGTH;
    float[] array = memory.array();
    int tile = memory.first() + worker * TILE;
    if (round.accumulate) {
      x.c.get(row + first, rows, column, columns, array, tile, width);
    }
    int chains = round.chains();
    var sum = sums.of(vectors, events.binary());
    for (int i = 0; i < chains; i++) {
      sum.run(
          first * chains + i,
          rows,
          chains,
          events.starts(),
          events.columns(),
          events.values(),
          array,
          panel(round, panel),
          array,
          tile,
          round.accumulate || i > 0);
    }
    x.c.put(array, tile, width, rows, columns, row + first, column, false);
  }
}
