package org.hillock.plugins.cpu.gemm;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * Generates the register tiles: {@value #ROWS} rows by 1, 2 or 4 vectors, fully unrolled. As source
 * they would be three files of the same hundred lines.
 */
final class Tiles {

  /** Rows of a tile. */
  static final int ROWS = 6;

  private static final ClassDesc FV = FloatVector.class.describeConstable().orElseThrow();
  private static final ClassDesc V = Vector.class.describeConstable().orElseThrow();
  private static final ClassDesc VS = VectorSpecies.class.describeConstable().orElseThrow();
  private static final ClassDesc FLOATS = CD_float.arrayType();
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(CD_void, CD_int, FLOATS, CD_int, CD_int, FLOATS, CD_int, FLOATS);
  private static final MethodTypeDesc FROM_ARRAY = MethodTypeDesc.of(FV, VS, FLOATS, CD_int);
  private static final MethodTypeDesc INTO_ARRAY = MethodTypeDesc.of(CD_void, FLOATS, CD_int);

  // Parameters of Tile.run.
  private static final int K = 1;
  private static final int A = 2;
  private static final int A_OFFSET = 3;
  private static final int A_STRIDE = 4;
  private static final int B = 5;
  private static final int B_OFFSET = 6;
  private static final int C = 7;
  // Locals: the step, row starts of A, one broadcast, vectors of B, accumulators.
  private static final int P = 8;
  private static final int A_ROWS = 9;
  private static final int X = A_ROWS + ROWS;
  private static final int B_VECTORS = X + 1;

  private final Tile[] byWidth = new Tile[widest() + 1];

  Tiles() {
    for (int vectors = 1; vectors <= widest(); vectors *= 2) {
      byWidth[vectors] = generate(vectors);
    }
  }

  /** The widest tile's vectors: a 6×4 tile needs 29 registers, which only 512-bit machines have. */
  static int widest() {
    return Lanes.SPECIES.vectorBitSize() >= 512 ? 4 : 2;
  }

  /** The narrowest tile that holds this many columns, in vectors. */
  static int width(int columns) {
    int vectors = (columns + Lanes.LENGTH - 1) / Lanes.LENGTH;
    return vectors == 3 ? 4 : Math.min(vectors, widest());
  }

  /** The tile of a width that {@link #width} gave. */
  Tile of(int vectors) {
    return byWidth[vectors];
  }

  private static Tile generate(int vectors) {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of(Tiles.class.getPackageName(), "Tile6x" + vectors),
                b ->
                    b.withFlags(ACC_FINAL | ACC_PUBLIC)
                        .withInterfaceSymbols(Tile.class.describeConstable().orElseThrow())
                        .withMethodBody(
                            INIT_NAME,
                            MTD_void,
                            ACC_PUBLIC,
                            c -> c.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_())
                        .withMethodBody("run", RUN, ACC_PUBLIC, c -> body(c, vectors)));
    try {
      return (Tile)
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the register tile could not be defined", e);
    }
  }

  private static void body(CodeBuilder c, int vectors) {
    int columns = vectors * Lanes.LENGTH;
    int accumulators = B_VECTORS + vectors;
    for (int r = 0; r < ROWS; r++) {
      c.iload(A_OFFSET).iload(A_STRIDE).loadConstant(r).imul().iadd().istore(A_ROWS + r);
    }
    for (int i = 0; i < ROWS * vectors; i++) {
      species(c).invokestatic(FV, "zero", MethodTypeDesc.of(FV, VS)).astore(accumulators + i);
    }
    var top = c.newLabel();
    var end = c.newLabel();
    c.iconst_0().istore(P).labelBinding(top).iload(P).iload(K).if_icmpge(end);
    for (int v = 0; v < vectors; v++) {
      species(c).aload(B).iload(B_OFFSET).iload(P).loadConstant(columns).imul().iadd();
      c.loadConstant(v * Lanes.LENGTH).iadd().invokestatic(FV, "fromArray", FROM_ARRAY);
      c.astore(B_VECTORS + v);
    }
    for (int r = 0; r < ROWS; r++) {
      species(c).aload(A).iload(A_ROWS + r).iload(P).iadd().faload();
      c.invokestatic(FV, "broadcast", MethodTypeDesc.of(FV, VS, CD_float)).astore(X);
      for (int v = 0; v < vectors; v++) {
        int accumulator = accumulators + r * vectors + v;
        c.aload(X).aload(B_VECTORS + v).aload(accumulator);
        c.invokevirtual(FV, "fma", MethodTypeDesc.of(FV, V, V)).astore(accumulator);
      }
    }
    c.iinc(P, 1).goto_(top).labelBinding(end);
    for (int i = 0; i < ROWS * vectors; i++) {
      c.aload(accumulators + i).aload(C).loadConstant(i * Lanes.LENGTH);
      c.invokevirtual(FV, "intoArray", INTO_ARRAY);
    }
    c.return_();
  }

  /** Fetched at each use: C2 must see a constant. */
  private static CodeBuilder species(CodeBuilder c) {
    return c.getstatic(FV, "SPECIES_PREFERRED", VS);
  }
}
