package org.hillock.plugins.cpu.gemm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hillock.plugins.cpu.events.Events;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Products whose left factor is mostly zero: each row of C sums the rows of B that the row's events
 * name. The chains are those of {@link Gemm}, without the terms that change nothing, so the bits
 * are the same while B is finite.
 */
final class EventForward {

  /** Chains whose lists are at hand together, so that C stays in the cache between them. */
  private static final int CHAINS = 4;

  private static final int DEPTH = CHAINS * Gemm.DEPTH;
  private static final int COLUMNS = 2048;
  private static final int WIDE = Sums.widest() * Lanes.LENGTH;

  /** Rows of a chunk: they share what they read of B. */
  private static final int ROWS = 256;

  private final Team team;
  private final Sums sums;
  private final List<Scratch> scratch;
  private float[] panels = new float[0];

  /** One thread's memory. */
  private static final class Scratch {
    final List<Events> chains = Stream.generate(Events::new).limit(CHAINS).toList();
    final float[] tile = new float[Gemm.SUMS * WIDE];
    final Transposer transposer = new Transposer();
  }

  private record Product(int m, int n, int k, Matrix a, Right b, Matrix c) {}

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

    int offset(int panel, int chain) {
      int vectors = Sums.width(width(panel));
      return panel * WIDE * depth + chain * Gemm.DEPTH * vectors * Lanes.LENGTH;
    }
  }

  EventForward(Team team, Sums sums) {
    this.team = team;
    this.sums = sums;
    scratch = new ArrayList<>(Stream.generate(Scratch::new).limit(team.threads()).toList());
  }

  void run(int m, int n, int k, Matrix a, Right b, Matrix c, boolean accumulate) {
    var product = new Product(m, n, k, a, b, c);
    int size = Math.min(k, DEPTH) * (Math.min(n, COLUMNS) + WIDE);
    if (panels.length < size) {
      panels = new float[size];
    }
    for (int j = 0; j < n; j += COLUMNS) {
      int columns = Math.min(COLUMNS, n - j);
      for (int p = 0; p < k; p += DEPTH) {
        round(product, new Round(j, columns, p, Math.min(DEPTH, k - p), accumulate || p > 0));
      }
    }
  }

  private void round(Product x, Round round) {
    int count = round.panels();
    int chains = round.chains();
    team.run(
        count * chains,
        (i, worker) -> pack(x, round, i / chains, i % chains, scratch.get(worker).transposer));
    int rows = Math.clamp((x.m + 4 * team.threads() - 1) / (4 * team.threads()), 8, ROWS);
    int blocks = (x.m + rows - 1) / rows;
    int groups = Math.clamp(2 * team.threads() / blocks, 1, count);
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
                scratch.get(worker)));
  }

  private void pack(Product x, Round round, int panel, int chain, Transposer transposer) {
    int columns = round.width(panel);
    // Columns beyond the last hold what was there: they are summed and dropped.
    x.b.pack(
        round.from + chain * Gemm.DEPTH,
        round.chain(chain),
        round.column + panel * WIDE,
        columns,
        panels,
        round.offset(panel, chain),
        Sums.width(columns) * Lanes.LENGTH,
        transposer);
  }

  private void sum(
      Product x, Round round, int row, int maxRows, int firstPanel, int lastPanel, Scratch s) {
    int rows = Math.min(maxRows, x.m - row);
    for (int i = 0; i < round.chains(); i++) {
      long at = x.a.at(row, round.from + i * Gemm.DEPTH);
      s.chains.get(i).list(x.a.memory(), at, 4 * x.a.stride(), rows, round.chain(i));
    }
    for (int r = 0; r < rows; r += Gemm.SUMS) {
      for (int panel = firstPanel; panel < lastPanel; panel++) {
        tile(x, round, panel, row, r, Math.min(Gemm.SUMS, rows - r), s);
      }
    }
  }

  private void tile(Product x, Round round, int panel, int row, int first, int lists, Scratch s) {
    int column = round.column + panel * WIDE;
    int columns = round.width(panel);
    int vectors = Sums.width(columns);
    int width = vectors * Lanes.LENGTH;
    if (round.accumulate) {
      x.c.get(row + first, lists, column, columns, s.tile, width);
    }
    for (int i = 0; i < round.chains(); i++) {
      var events = s.chains.get(i);
      sums.of(vectors, events.binary())
          .run(
              first,
              lists,
              events.starts(),
              events.columns(),
              events.values(),
              panels,
              round.offset(panel, i),
              s.tile,
              round.accumulate || i > 0);
    }
    x.c.put(s.tile, width, lists, columns, row + first, column, false);
  }
}
