package org.hillock.plugins.onednn;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.hillock.plugins.onednn.Primitive.Argument;

/** Matrix products, one primitive for each shape. */
final class Products {

  /** A shape; see {@link org.hillock.api.backend.Device#gemm}. */
  record Key(boolean transposeA, boolean transposeB, int m, int n, int k, boolean accumulate) {}

  private final Engine engine;
  private final Map<Key, Primitive> primitives = new HashMap<>();

  Products(Engine engine) {
    this.engine = engine;
  }

  void run(Key key, MemorySegment a, MemorySegment b, MemorySegment c) {
    var primitive = primitives.get(key);
    if (primitive == null) {
      primitive = make(key);
      primitives.put(key, primitive);
    }
    primitive.run(a, b, c);
  }

  private Primitive make(Key key) {
    var a = matrix(key.m, key.k, key.transposeA);
    var b = matrix(key.k, key.n, key.transposeB);
    var c = matrix(key.m, key.n, false);
    return new Primitive(
        engine,
        engine.describe(
            "dnnl_matmul_primitive_desc_create",
            a,
            b,
            MemorySegment.NULL,
            c,
            engine.attributes(key.accumulate)),
        new Argument(Primitive.SOURCE, a),
        new Argument(Primitive.WEIGHT, b),
        new Argument(Primitive.TARGET, c));
  }

  private MemorySegment matrix(long rows, long columns, boolean transposed) {
    return engine.strided(
        new long[] {rows, columns}, transposed ? new long[] {1, rows} : new long[] {columns, 1});
  }
}
