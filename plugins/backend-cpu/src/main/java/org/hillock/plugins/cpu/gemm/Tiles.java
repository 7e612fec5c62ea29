package org.hillock.plugins.cpu.gemm;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.MethodTypeDesc;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * Generates the register tiles: a few rows by 1, 2 or 4 vectors, fully unrolled, of left operands
 * as they are and transposed. As source they would be six files of the same hundred lines.
 */
final class Tiles {

  /** A multiple of every tile's rows. */
  static final int ROWS = 24;

  private static final int MOST_ROWS = 8;

  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void,
          CD_int,
          VectorCode.FLOATS,
          CD_int,
          CD_int,
          VectorCode.FLOATS,
          CD_int,
          VectorCode.FLOATS);

  // Parameters of Tile.run.
  private static final int K = 1;
  private static final int A = 2;
  private static final int A_OFFSET = 3;
  private static final int A_STRIDE = 4;
  private static final int B = 5;
  private static final int B_OFFSET = 6;
  private static final int C = 7;
  // Locals: the step, an index, row starts of A, one broadcast, vectors of B, accumulators.
  private static final int P = 8;
  private static final int AT = 9;
  private static final int SCALAR = 10;
  private static final int A_ROWS = 11;
  private static final int X = A_ROWS + MOST_ROWS;
  private static final int B_VECTORS = X + 1;

  private final Tile[] plain = new Tile[widest() + 1];
  private final Tile[] transposed = new Tile[widest() + 1];

  Tiles() {
    for (int vectors = 1; vectors <= widest(); vectors *= 2) {
      int width = vectors;
      plain[vectors] = VectorCode.define(Tile.class, RUN, c -> body(c, width, false));
      transposed[vectors] = VectorCode.define(Tile.class, RUN, c -> body(c, width, true));
    }
  }

  /** The widest tile's vectors: a 6×4 tile needs 29 registers, which only 512-bit machines have. */
  static int widest() {
    return Lanes.SPECIES.vectorBitSize() >= 512 ? 4 : 2;
  }

  /** Rows of a tile: a narrow one has registers left. */
  static int rows(int vectors) {
    return vectors == 1 ? MOST_ROWS : 6;
  }

  /** The narrowest tile that holds this many columns, in vectors. */
  static int width(int columns) {
    int vectors = (columns + Lanes.LENGTH - 1) / Lanes.LENGTH;
    return vectors == 3 ? 4 : Math.min(vectors, widest());
  }

  /** The tile of a width that {@link #width} gave. */
  Tile of(int vectors, boolean ofTransposed) {
    return (ofTransposed ? transposed : plain)[vectors];
  }

  private static void body(CodeBuilder c, int vectors, boolean transposed) {
    int accumulators = B_VECTORS + vectors;
    int rows = rows(vectors);
    for (int r = 0; r < rows && !transposed; r++) {
      c.iload(A_OFFSET).iload(A_STRIDE).loadConstant(r).imul().iadd().istore(A_ROWS + r);
    }
    for (int i = 0; i < rows * vectors; i++) {
      VectorCode.zero(c, accumulators + i);
    }
    var top = c.newLabel();
    var end = c.newLabel();
    c.iconst_0().istore(P).labelBinding(top).iload(P).iload(K).if_icmpge(end);
    c.iload(P).loadConstant(vectors * Lanes.LENGTH).imul().iload(B_OFFSET).iadd().istore(AT);
    for (int v = 0; v < vectors; v++) {
      VectorCode.load(c, B, AT, v * Lanes.LENGTH, B_VECTORS + v);
    }
    for (int r = 0; r < rows; r++) {
      if (transposed) {
        c.aload(A).iload(A_OFFSET).loadConstant(r).iadd().faload().fstore(SCALAR);
      } else {
        c.aload(A).iload(A_ROWS + r).iload(P).iadd().faload().fstore(SCALAR);
      }
      VectorCode.broadcast(c, SCALAR, X);
      for (int v = 0; v < vectors; v++) {
        VectorCode.fma(c, X, B_VECTORS + v, accumulators + r * vectors + v);
      }
    }
    if (transposed) {
      c.iload(A_OFFSET).iload(A_STRIDE).iadd().istore(A_OFFSET);
    }
    c.iinc(P, 1).goto_(top).labelBinding(end);
    c.iconst_0().istore(AT);
    for (int i = 0; i < rows * vectors; i++) {
      VectorCode.store(c, accumulators + i, C, AT, i * Lanes.LENGTH);
    }
    c.return_();
  }
}
