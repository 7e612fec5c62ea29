package org.hillock.plugins.cpu.gemm;

import java.util.ArrayList;
import java.util.List;
import org.hillock.plugins.cpu.lanes.Aligned;
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

  private static final int BLOCK_ROWS = 8 * Tiles.ROWS;
  private static final int PANEL_COLUMNS = 3072;

  /** Floats of all panels that are packed at a time, unless a single chain's are more. */
  private static final int ROUND = 1 << 18;

  /** Below this many multiplications the team costs more than it gives. */
  private static final long SHARED = 1 << 17;

  /** Of all devices: what is compiled for one serves the next. */
  static final Tiles TILES = new Tiles();

  private final Team team;
  private final List<Scratch> scratch = new ArrayList<>();
  private final Aligned panels = new Aligned();

  /** One thread's memory. */
  private static final class Scratch {
    float[] block = new float[0];
    final float[] tile = new float[Tiles.ROWS * Lanes.LENGTH];
    final Transposer transposer = new Transposer();
  }

  /** The operands of a call. */
  private record Product(int m, int n, int k, Left a, Right b, Matrix c) {}

  /** Columns {@code [column, column + columns)} and depths {@code [from, from + depth)}. */
  private record Round(int column, int columns, int from, int depth, boolean accumulate) {

    static final int WIDE = Tiles.widest() * Lanes.LENGTH;

    int panels() {
      return (columns + WIDE - 1) / WIDE;
    }

    int width(int panel) {
      return Math.min(WIDE, columns - panel * WIDE);
    }

    int chains() {
      return (depth + DEPTH - 1) / DEPTH;
    }

    int chain(int index) {
      return Math.min(DEPTH, depth - index * DEPTH);
    }

    int offset(int panel, int chain) {
      int width = Tiles.width(width(panel)) * Lanes.LENGTH;
      return panel * WIDE * depth + chain * DEPTH * width;
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
    int chains = k <= DEPTH ? 1 : Math.max(1, ROUND / (DEPTH * Math.min(n, PANEL_COLUMNS)));
    int most = chains * DEPTH;
    reserve(Math.min(most, k), m, n);
    for (int j = 0; j < n; j += PANEL_COLUMNS) {
      int columns = Math.min(PANEL_COLUMNS, n - j);
      for (int p = 0; p < k; p += most) {
        round(product, new Round(j, columns, p, Math.min(most, k - p), accumulate || p > 0));
      }
    }
  }

  private void reserve(int depth, int m, int n) {
    panels.reserve(depth * (Math.min(PANEL_COLUMNS, n) + Round.WIDE));
    // Tiles read whole rows, also where there are none.
    int rows = Math.min(BLOCK_ROWS, m + Tiles.ROWS);
    int block = Math.min(DEPTH, depth) * rows + Tiles.ROWS;
    for (var s : scratch) {
      if (s.block.length < block) {
        s.block = new float[block];
      }
    }
  }

  private void round(Product x, Round round) {
    if ((long) x.m * round.columns * round.depth >= SHARED) {
      share(x, round);
      return;
    }
    var s = scratch.getFirst();
    int panels = round.panels();
    packPanels(x, round);
    for (int row = 0; row < x.m; row += BLOCK_ROWS) {
      block(x, round, row, BLOCK_ROWS, 0, panels, s);
    }
  }

  private void packPanels(Product x, Round round) {
    for (int panel = 0, panels = round.panels(); panel < panels; panel++) {
      for (int chain = 0, chains = round.chains(); chain < chains; chain++) {
        packB(x, round, panel, chain, scratch.getFirst());
      }
    }
  }

  private void share(Product x, Round round) {
    int chains = round.chains();
    int panels = round.panels();
    if ((long) round.columns * round.depth >= SHARED / 4) {
      team.run(
          panels * chains,
          (i, worker) -> packB(x, round, i / chains, i % chains, scratch.get(worker)));
    } else {
      packPanels(x, round);
    }
    int threads = team.threads();
    int tile = Tiles.rows(Tiles.width(round.width(0)));
    int tilesHigh = (x.m + tile - 1) / tile;
    int blocks = blocks(tilesHigh, BLOCK_ROWS / tile, threads, round);
    int groups = threads == 1 ? 1 : Math.clamp(4 * threads / blocks, 1, panels);
    team.run(
        blocks * groups,
        (unit, worker) -> {
          int row = tile * start(tilesHigh, unit % blocks, blocks);
          int end = tile * start(tilesHigh, unit % blocks + 1, blocks);
          int firstPanel = panels * (unit / blocks) / groups;
          int lastPanel = panels * (unit / blocks + 1) / groups;
          block(x, round, row, end - row, firstPanel, lastPanel, scratch.get(worker));
        });
  }

  /**
   * Four blocks a thread if they have about four tiles each, and none with more than {@code most}.
   * Few blocks are as many for each thread, and few tiles are shared where each takes long.
   */
  private static int blocks(int tiles, int most, int threads, Round round) {
    int least = (tiles + most - 1) / most;
    if (threads == 1) {
      return least;
    }
    if (tiles < 8) {
      boolean few = round.panels() < threads && (long) round.columns * round.depth >= SHARED;
      return few ? Math.min(tiles, threads) : least;
    }
    int even = (tiles / 4 + threads - 1) / threads * threads;
    return Math.max(least, Math.min(even, 4 * threads));
  }

  /** A block's first tile: blocks differ by one tile at most, so that no thread waits long. */
  private static int start(int tiles, int block, int blocks) {
    return (int) ((long) tiles * block / blocks);
  }

  private void packB(Product x, Round round, int panel, int chain, Scratch s) {
    int columns = round.width(panel);
    // Columns beyond the last hold what was there: they are computed and dropped.
    x.b.pack(
        round.from + chain * DEPTH,
        round.chain(chain),
        round.column + panel * Round.WIDE,
        columns,
        panels.array(),
        panels.first() + round.offset(panel, chain),
        Tiles.width(columns) * Lanes.LENGTH,
        s.transposer);
  }

  private void block(
      Product x, Round round, int row, int maxRows, int firstPanel, int lastPanel, Scratch s) {
    int rows = Math.min(maxRows, x.m - row);
    boolean transposed = x.a.transposed();
    for (int chain = 0; chain < round.chains(); chain++) {
      int depth = round.chain(chain);
      x.a.pack(row, rows, round.from + chain * DEPTH, depth, s.block);
      int stride = transposed ? rows : depth;
      boolean accumulate = round.accumulate || chain > 0;
      for (int panel = firstPanel; panel < lastPanel; panel++) {
        int columns = round.width(panel);
        int vectors = Tiles.width(columns);
        var tile = TILES.of(vectors, transposed);
        int tileRows = Tiles.rows(vectors);
        int b = panels.first() + round.offset(panel, chain);
        for (int r = 0; r < rows; r += tileRows) {
          int at = transposed ? r : r * stride;
          tile.run(depth, s.block, at, stride, panels.array(), b, s.tile);
          x.c.put(
              s.tile,
              0,
              vectors * Lanes.LENGTH,
              Math.min(tileRows, rows - r),
              columns,
              row + r,
              round.column + panel * Round.WIDE,
              accumulate);
        }
      }
    }
  }
}
