package org.hillock.plugins.cpu.gemm;

import java.util.ArrayList;
import java.util.List;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Matrix products on one team, after Goto and van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication" (ACM TOMS 34, 2008, section 5): panels of B packed once for all, blocks of A for
 * each thread, a tile in registers. Kernels over large bodies of native memory defeat the compiler,
 * so panels, blocks and tiles are arrays and only copies touch tensors.
 *
 * <p>Every element of C is one chain of fused multiply-adds over each {@value #DEPTH} values of k,
 * the chains added in order: its bits depend on neither tile nor thread. No memory is allocated
 * once the panels have grown to the largest product.
 */
public final class Gemm {

  /** Values of k in a pass: a panel of B and its rows of A stay in the inner caches. */
  public static final int DEPTH = 384;

  /** Rows of C summed before they are stored. */
  static final int SUMS = 8;

  private static final int BLOCK_ROWS = 32 * Tiles.ROWS;
  private static final int PANEL_COLUMNS = 3072;

  /** Below this many multiplications the team costs more than it gives. */
  private static final long SHARED = 1 << 17;

  private final Team team;
  private final Tiles tiles = new Tiles();
  private final List<Scratch> scratch = new ArrayList<>();
  private float[] panels = new float[0];

  /** One thread's memory. */
  private static final class Scratch {
    float[] block = new float[0];
    final float[] tile = new float[Tiles.ROWS * Tiles.widest() * Lanes.LENGTH];
    final Transposer transposer = new Transposer();
  }

  /** The operands of a call. */
  private record Product(int m, int n, int k, Left a, Right b, Matrix c) {}

  /** Columns {@code [column, column + columns)} and depths {@code [from, from + depth)}. */
  private record Pass(int column, int columns, int from, int depth, boolean accumulate) {

    static final int WIDE = Tiles.widest() * Lanes.LENGTH;

    int panels() {
      return (columns + WIDE - 1) / WIDE;
    }

    int width(int panel) {
      return Math.min(WIDE, columns - panel * WIDE);
    }

    int offset(int panel) {
      return panel * WIDE * depth;
    }
  }

  /** Matrix products on a team. */
  public Gemm(Team team) {
    this.team = team;
    for (int i = 0; i < team.threads(); i++) {
      scratch.add(new Scratch());
    }
  }

  /**
   * The product of factors that come from anywhere.
   *
   * @param c not transposed
   */
  public void run(int m, int n, int k, Left a, Right b, Matrix c, boolean accumulate) {
    var product = new Product(m, n, k, a, b, c);
    reserve(Math.min(DEPTH, k), m, n);
    for (int j = 0; j < n; j += PANEL_COLUMNS) {
      int columns = Math.min(PANEL_COLUMNS, n - j);
      for (int p = 0; p < k; p += DEPTH) {
        pass(product, new Pass(j, columns, p, Math.min(DEPTH, k - p), accumulate || p > 0));
      }
    }
  }

  private void reserve(int depth, int m, int n) {
    int columns = Math.min(PANEL_COLUMNS, n) + Pass.WIDE;
    if (panels.length < depth * columns) {
      panels = new float[depth * columns];
    }
    int rows = Math.min(BLOCK_ROWS, m + Tiles.ROWS);
    for (var s : scratch) {
      if (s.block.length < depth * rows) {
        s.block = new float[depth * rows];
      }
    }
  }

  private void pass(Product x, Pass pass) {
    int count = pass.panels();
    boolean shared = (long) x.m * pass.columns * pass.depth >= SHARED;
    int threads = shared ? team.threads() : 1;
    if (shared && (long) pass.columns * pass.depth >= SHARED / 4) {
      team.run(count, (panel, worker) -> packB(x, pass, panel, scratch.get(worker)));
    } else {
      for (int panel = 0; panel < count; panel++) {
        packB(x, pass, panel, scratch.getFirst());
      }
    }
    int rows = threads == 1 ? BLOCK_ROWS : blockRows(x.m, 4 * threads);
    int blocks = (x.m + rows - 1) / rows;
    int groups = threads == 1 ? 1 : Math.clamp(4 * threads / blocks, 1, count);
    if (shared) {
      team.run(
          blocks * groups,
          (chunk, worker) ->
              block(
                  x,
                  pass,
                  chunk % blocks * rows,
                  rows,
                  count * (chunk / blocks) / groups,
                  count * (chunk / blocks + 1) / groups,
                  scratch.get(worker)));
    } else {
      for (int i = 0; i < blocks; i++) {
        block(x, pass, i * rows, rows, 0, count, scratch.getFirst());
      }
    }
  }

  /** Rows of a block so that there are about this many blocks, of at least four tiles each. */
  private static int blockRows(int m, int blocks) {
    int tilesEach = (m + Tiles.ROWS * blocks - 1) / (Tiles.ROWS * blocks);
    return Tiles.ROWS * Math.clamp(tilesEach, 4, BLOCK_ROWS / Tiles.ROWS);
  }

  private void packB(Product x, Pass pass, int panel, Scratch s) {
    int columns = pass.width(panel);
    // Columns beyond the last hold what was there: they are computed and dropped.
    x.b.pack(
        pass.from,
        pass.depth,
        pass.column + panel * Pass.WIDE,
        columns,
        panels,
        pass.offset(panel),
        Tiles.width(columns) * Lanes.LENGTH,
        s.transposer);
  }

  private void block(
      Product x, Pass pass, int row, int maxRows, int firstPanel, int lastPanel, Scratch s) {
    int rows = Math.min(maxRows, x.m - row);
    x.a.pack(row, rows, pass.from, pass.depth, s.block, s.transposer);
    for (int panel = firstPanel; panel < lastPanel; panel++) {
      int columns = pass.width(panel);
      int vectors = Tiles.width(columns);
      var tile = tiles.of(vectors);
      for (int r = 0; r < rows; r += Tiles.ROWS) {
        tile.run(
            pass.depth, s.block, r * pass.depth, pass.depth, panels, pass.offset(panel), s.tile);
        x.c.put(
            s.tile,
            0,
            vectors * Lanes.LENGTH,
            Math.min(Tiles.ROWS, rows - r),
            columns,
            row + r,
            pass.column + panel * Pass.WIDE,
            pass.accumulate);
      }
    }
  }
}
