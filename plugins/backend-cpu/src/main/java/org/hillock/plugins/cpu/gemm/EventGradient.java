package org.hillock.plugins.cpu.gemm;

import java.util.stream.Stream;
import org.hillock.plugins.cpu.events.Events;
import org.hillock.plugins.cpu.lanes.Aligned;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Products of a transposed left factor that is mostly zero, long and thin as weight gradients are:
 * each row of C sums the rows of B in which its column of A has events. The chains are those of
 * {@link Gemm}, without the terms that change nothing, so the bits are the same while B is finite.
 * C is summed in panels that lie together, and copied once.
 */
final class EventGradient {

  /** Chains listed before any is summed. */
  private static final int CHAINS = 8;

  /** Rows and columns of C that are summed in one go. */
  private static final int ROWS = 1024;

  private static final int COLUMNS = 2048;
  private static final int WIDE = 4 * Lanes.LENGTH;

  private final Team team;
  private final Sums sums;
  private final Events[] lists;
  private final Worker[] workers;

  /** Panels of C. */
  private final Aligned totals = new Aligned();

  /** One thread's memory. */
  private static final class Worker {
    final Aligned panel = new Aligned();
    final Transposer transposer = new Transposer();
  }

  private record Product(int m, int n, int k, Matrix a, Right b, Matrix c) {}

  /** Rows {@code [row, row + rows)} and columns {@code [column, column + columns)} of C. */
  private record Part(int row, int rows, int column, int columns) {

    int panels() {
      return (columns + WIDE - 1) / WIDE;
    }

    int width(int panel) {
      return Math.min(WIDE, columns - panel * WIDE);
    }

    int vectors(int panel) {
      return Sums.width(width(panel));
    }

    /** Place of a row of a panel, after the first. */
    int at(int panel, int row) {
      return panel * WIDE * rows + row * vectors(panel) * Lanes.LENGTH;
    }
  }

  EventGradient(Team team, Sums sums) {
    this.team = team;
    this.sums = sums;
    lists = Stream.generate(Events::new).limit(CHAINS).toArray(Events[]::new);
    workers = Stream.generate(Worker::new).limit(team.threads()).toArray(Worker[]::new);
  }

  /** The product; {@code a} is transposed. */
  void run(int m, int n, int k, Matrix a, Right b, Matrix c, boolean accumulate) {
    var product = new Product(m, n, k, a, b, c);
    totals.reserve(Math.min(m, ROWS) * (Math.min(n, COLUMNS) + WIDE));
    for (var worker : workers) {
      worker.panel.reserve(Math.min(k, Gemm.DEPTH) * WIDE);
    }
    for (int i = 0; i < m; i += ROWS) {
      for (int j = 0; j < n; j += COLUMNS) {
        part(product, new Part(i, Math.min(ROWS, m - i), j, Math.min(COLUMNS, n - j)), accumulate);
      }
    }
  }

  private void part(Product x, Part part, boolean accumulate) {
    int panels = part.panels();
    sums.prepare(part.vectors(0));
    sums.prepare(part.vectors(panels - 1));
    int groups = Math.clamp(2 * team.threads() / panels, 1, (part.rows + 63) / 64);
    if (accumulate) {
      team.run(panels, (panel, worker) -> load(x, part, panel));
    }
    int step = CHAINS * Gemm.DEPTH;
    for (int from = 0; from < x.k; from += step) {
      int begin = from;
      int depth = Math.min(step, x.k - from);
      int chains = (depth + Gemm.DEPTH - 1) / Gemm.DEPTH;
      team.run(chains, (chain, worker) -> list(x, part, begin, chain));
      team.run(
          panels * groups,
          (i, worker) -> {
            int group = i / panels;
            int first = part.rows * group / groups;
            int last = part.rows * (group + 1) / groups;
            for (int chain = 0; chain < chains; chain++) {
              boolean add = accumulate || begin > 0 || chain > 0;
              sum(x, part, begin, chain, i % panels, first, last, add, workers[worker]);
            }
          });
    }
    team.run(panels, (panel, worker) -> store(x, part, panel));
  }

  private void load(Product x, Part part, int panel) {
    x.c.get(
        part.row,
        part.rows,
        part.column + panel * WIDE,
        part.width(panel),
        totals.array(),
        totals.first() + part.at(panel, 0),
        part.vectors(panel) * Lanes.LENGTH);
  }

  private void store(Product x, Part part, int panel) {
    x.c.put(
        totals.array(),
        totals.first() + part.at(panel, 0),
        part.vectors(panel) * Lanes.LENGTH,
        part.rows,
        part.width(panel),
        part.row,
        part.column + panel * WIDE,
        false);
  }

  private void list(Product x, Part part, int begin, int chain) {
    int from = begin + chain * Gemm.DEPTH;
    int depth = Math.min(Gemm.DEPTH, x.k - from);
    long at = x.a.at(from, part.row);
    lists[chain].listTransposed(x.a.memory(), at, 4 * x.a.stride(), depth, part.rows);
  }

  private void sum(
      Product x,
      Part part,
      int begin,
      int chain,
      int panel,
      int first,
      int last,
      boolean add,
      Worker worker) {
    int from = begin + chain * Gemm.DEPTH;
    int vectors = part.vectors(panel);
    // Columns beyond the last hold what was there: they are summed and dropped.
    x.b.pack(
        from,
        Math.min(Gemm.DEPTH, x.k - from),
        part.column + panel * WIDE,
        part.width(panel),
        worker.panel.array(),
        worker.panel.first(),
        vectors * Lanes.LENGTH,
        worker.transposer);
    var events = lists[chain];
    sums.of(vectors, events.binary())
        .run(
            first,
            last - first,
            1,
            events.starts(),
            events.columns(),
            events.values(),
            worker.panel.array(),
            worker.panel.first(),
            totals.array(),
            totals.first() + part.at(panel, first),
            add);
  }
}
