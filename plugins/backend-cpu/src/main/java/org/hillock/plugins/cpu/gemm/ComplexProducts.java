package org.hillock.plugins.cpu.gemm;

import java.lang.foreign.MemorySegment;
import java.util.stream.Stream;
import org.hillock.api.backend.ComplexProduct;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.plugins.cpu.parallel.Team;

/**
 * Products of complex matrices, shared by a team: a thread multiplies whole matrices, or blocks of
 * rows where there are few. Each takes three real products, {@code Ar·Br}, {@code Ai·Bi} and {@code
 * (Ar + Ai)·(Br + Bi)}. The bits depend on neither tile nor thread.
 */
public final class ComplexProducts {

  private static final int BLOCK_ROWS = 2 * Tiles.ROWS;
  private static final int WIDE = Tiles.widest() * Lanes.LENGTH;

  private final Team team;
  private final Worker[] workers;

  /** One thread's memory. */
  private static final class Worker {
    final Trio panels = new Trio();
    final Trio block = new Trio();
    final Trio tile = new Trio().reserve(Tiles.ROWS * Lanes.LENGTH);
    final Transposer transposer = new Transposer();
  }

  /** One of the matrices of a tensor. */
  private record Parts(Matrix real, Matrix imaginary) {

    static Parts of(MemorySegment memory, int index, int rows, int columns, boolean adjoint) {
      long size = (long) rows * columns;
      int stride = adjoint ? rows : columns;
      return new Parts(
          new Matrix(memory, 2 * index * size, stride, adjoint),
          new Matrix(memory, (2 * index + 1) * size, stride, adjoint));
    }

    boolean adjoint() {
      return real.transposed();
    }
  }

  /** The operands of a product. */
  private record Call(int n, Parts a, Parts b, Parts c) {}

  /** Rows {@code [row, row + rows)} and depths {@code [from, from + depth)}. */
  private record Block(int row, int rows, int from, int depth) {}

  /** Products on a team. */
  public ComplexProducts(Team team) {
    this.team = team;
    workers = Stream.generate(Worker::new).limit(team.threads()).toArray(Worker[]::new);
  }

  /** See {@link org.hillock.api.backend.Device#multiply}. */
  public void run(ComplexProduct p, int count, MemorySegment a, MemorySegment b, MemorySegment c) {
    int blocks = (p.m() + BLOCK_ROWS - 1) / BLOCK_ROWS;
    int groups = Math.clamp(4 * team.threads() / Math.max(1, count), 1, blocks);
    team.run(
        count * groups,
        (unit, worker) -> {
          int index = unit / groups;
          int group = unit % groups;
          var call =
              new Call(
                  p.n(),
                  Parts.of(a, index, p.m(), p.k(), p.adjointA()),
                  Parts.of(b, index, p.k(), p.n(), p.adjointB()),
                  Parts.of(c, index, p.m(), p.n(), false));
          int first = blocks * group / groups * BLOCK_ROWS;
          int end = Math.min(p.m(), blocks * (group + 1) / groups * BLOCK_ROWS);
          for (int from = 0; from < p.k(); from += Gemm.DEPTH) {
            int depth = Math.min(Gemm.DEPTH, p.k() - from);
            rows(call, first, end, from, depth, workers[worker]);
          }
        });
  }

  private static void rows(Call x, int first, int end, int from, int depth, Worker w) {
    packPanels(x, from, depth, w);
    for (int row = first; row < end; row += BLOCK_ROWS) {
      var block = new Block(row, Math.min(BLOCK_ROWS, end - row), from, depth);
      packBlock(x, block, w);
      for (int column = 0; column < x.n; column += WIDE) {
        multiply(x, block, column, w);
      }
    }
  }

  private static void packPanels(Call x, int from, int depth, Worker w) {
    w.panels.reserve(depth * (x.n + WIDE));
    for (int column = 0; column < x.n; column += WIDE) {
      int columns = Math.min(WIDE, x.n - column);
      int width = Tiles.width(columns) * Lanes.LENGTH;
      int at = column * depth;
      x.b.real.pack(from, depth, column, columns, w.panels.first(), at, width, w.transposer);
      x.b.imaginary.pack(from, depth, column, columns, w.panels.second(), at, width, w.transposer);
      w.panels.add(x.b.adjoint(), at, depth * width);
    }
  }

  private static void packBlock(Call x, Block block, Worker w) {
    w.block.reserve(BLOCK_ROWS * block.depth);
    x.a.real.pack(block.row, block.rows, block.from, block.depth, w.block.first());
    x.a.imaginary.pack(block.row, block.rows, block.from, block.depth, w.block.second());
    w.block.add(x.a.adjoint(), 0, block.rows * block.depth);
  }

  private static void multiply(Call x, Block block, int column, Worker w) {
    int columns = Math.min(WIDE, x.n - column);
    int vectors = Tiles.width(columns);
    int width = vectors * Lanes.LENGTH;
    int tileRows = Tiles.rows(vectors);
    boolean transposed = x.a.adjoint();
    var tile = Gemm.TILES.of(vectors, transposed);
    int stride = transposed ? block.rows : block.depth;
    int panel = column * block.depth;
    boolean accumulate = block.from > 0;
    var a = w.block;
    var b = w.panels;
    var c = w.tile;
    for (int r = 0; r < block.rows; r += tileRows) {
      int at = transposed ? r : r * stride;
      tile.run(block.depth, a.first(), at, stride, b.first(), panel, c.first());
      tile.run(block.depth, a.second(), at, stride, b.second(), panel, c.second());
      tile.run(block.depth, a.third(), at, stride, b.third(), panel, c.third());
      c.combine(x.a.adjoint() != x.b.adjoint(), tileRows * width);
      int rows = Math.min(tileRows, block.rows - r);
      int row = block.row + r;
      x.c.real.put(c.first(), 0, width, rows, columns, row, column, accumulate);
      x.c.imaginary.put(c.second(), 0, width, rows, columns, row, column, accumulate);
    }
  }
}
