package org.hillock.plugins.cpu.gemm;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hillock.plugins.cpu.events.Events;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Products of a transposed left factor that is mostly zero, long and thin as weight gradients are:
 * each row of C sums the rows of B in which its column of A has events. The chains are those of
 * {@link Gemm}, without the terms that change nothing, so the bits are the same while B is finite.
 */
final class EventGradient {

  /** Chains listed before any is summed. */
  private static final int CHAINS = 2;

  /** Rows of C whose events are listed together. */
  private static final int PART = 256;

  private static final int PARTS = 4;
  private static final int WIDE = Sums.widest() * Lanes.LENGTH;

  private final Team team;
  private final Sums sums;
  private final List<Events> lists = Stream.generate(Events::new).limit(CHAINS * PARTS).toList();
  private final List<Scratch> scratch;

  /** One thread's memory. */
  private static final class Scratch {
    final Events rows = new Events();
    float[] panel = new float[0];
    final float[] tile = new float[Gemm.SUMS * WIDE];
    final Transposer transposer = new Transposer();
  }

  private record Product(int m, int n, int k, Matrix a, Right b, Matrix c) {}

  /** Rows {@code [row, row + rows)} of C and depths {@code [from, from + depth)}. */
  private record Round(int row, int rows, int from, int depth, boolean accumulate) {

    int parts() {
      return (rows + PART - 1) / PART;
    }

    int part(int index) {
      return Math.min(PART, rows - index * PART);
    }

    int chains() {
      return (depth + Gemm.DEPTH - 1) / Gemm.DEPTH;
    }

    int chain(int index) {
      return Math.min(Gemm.DEPTH, depth - index * Gemm.DEPTH);
    }
  }

  EventGradient(Team team, Sums sums) {
    this.team = team;
    this.sums = sums;
    scratch = new ArrayList<>(Stream.generate(Scratch::new).limit(team.threads()).toList());
  }

  /** The product; {@code a} is transposed. */
  void run(int m, int n, int k, Matrix a, Right b, Matrix c, boolean accumulate) {
    var product = new Product(m, n, k, a, b, c);
    int size = Math.min(k, CHAINS * Gemm.DEPTH) * WIDE;
    for (var s : scratch) {
      if (s.panel.length < size) {
        s.panel = new float[size];
      }
    }
    for (int i = 0; i < m; i += PARTS * PART) {
      int rows = Math.min(PARTS * PART, m - i);
      for (int p = 0; p < k; p += CHAINS * Gemm.DEPTH) {
        int depth = Math.min(CHAINS * Gemm.DEPTH, k - p);
        round(product, new Round(i, rows, p, depth, accumulate || p > 0));
      }
    }
  }

  private void round(Product x, Round round) {
    int parts = round.parts();
    team.run(
        parts * round.chains(),
        (i, worker) -> list(x, round, i % parts, i / parts, scratch.get(worker)));
    int panels = (x.n + WIDE - 1) / WIDE;
    int groups = Math.clamp(2 * team.threads() / panels, 1, parts);
    team.run(
        panels * groups,
        (i, worker) ->
            sum(
                x,
                round,
                i % panels,
                parts * (i / panels) / groups,
                parts * (i / panels + 1) / groups,
                scratch.get(worker)));
  }

  private void list(Product x, Round round, int part, int chain, Scratch s) {
    int depth = round.chain(chain);
    int rows = round.part(part);
    long at = x.a.at(round.from + chain * Gemm.DEPTH, round.row + part * PART);
    s.rows.list(x.a.memory(), at, 4 * x.a.stride(), depth, rows);
    lists.get(chain * PARTS + part).listTransposed(s.rows, depth, rows);
  }

  private void sum(Product x, Round round, int panel, int firstPart, int lastPart, Scratch s) {
    int column = panel * WIDE;
    int columns = Math.min(WIDE, x.n - column);
    int width = Sums.width(columns) * Lanes.LENGTH;
    for (int i = 0; i < round.chains(); i++) {
      // Columns beyond the last hold what was there: they are summed and dropped.
      x.b.pack(
          round.from + i * Gemm.DEPTH,
          round.chain(i),
          column,
          columns,
          s.panel,
          i * Gemm.DEPTH * width,
          width,
          s.transposer);
    }
    for (int part = firstPart; part < lastPart; part++) {
      for (int r = 0, rows = round.part(part); r < rows; r += Gemm.SUMS) {
        tile(x, round, part, r, Math.min(Gemm.SUMS, rows - r), column, columns, s);
      }
    }
  }

  private void tile(
      Product x, Round round, int part, int first, int rows, int column, int columns, Scratch s) {
    int vectors = Sums.width(columns);
    int width = vectors * Lanes.LENGTH;
    int row = round.row + part * PART + first;
    if (round.accumulate) {
      x.c.get(row, rows, column, columns, s.tile, width);
    }
    for (int i = 0; i < round.chains(); i++) {
      var events = lists.get(i * PARTS + part);
      sums.of(vectors, events.binary())
          .run(
              first,
              rows,
              events.starts(),
              events.columns(),
              events.values(),
              s.panel,
              i * Gemm.DEPTH * width,
              s.tile,
              round.accumulate || i > 0);
    }
    x.c.put(s.tile, width, rows, columns, row, column, false);
  }
}
