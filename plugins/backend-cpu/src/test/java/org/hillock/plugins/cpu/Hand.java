package org.hillock.plugins.cpu;

import static jdk.incubator.vector.VectorOperators.EXP;
import static jdk.incubator.vector.VectorOperators.GE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.ScanProgram;
import org.hillock.plugins.cpu.lanes.Lanes;
import org.hillock.testkit.ScanTensors;

/**
 * Kernels written by hand with the Vector API: what compiled scans are measured against. One time
 * step of a block of neurons a call, whole vectors only, one thread, states in arrays; the rows are
 * those of the program's passes, in their order.
 *
 * @param name of the model
 * @param program the same equations, to be compiled
 * @param states how many there are
 */
record Hand(String name, ScanProgram program, int states, Step forward, Step backward) {

  /** One time step. */
  interface Step {
    /**
     * @param rows the tensors over time
     * @param at where the block lies in each, in floats
     * @param before where it lies a time step earlier; negative at the first
     * @param local states or their gradients, then sums
     */
    void run(MemorySegment[] rows, long at, long before, float[][] local, int length);
  }

  private static final int BLOCK = 16_384;
  private static final int VL = Lanes.LENGTH;
  private static final float PI = (float) Math.PI;

  static List<Hand> all() {
    return List.of(
        new Hand("lif", HandPrograms.lif(), 1, Hand::lif, Hand::lifBack),
        new Hand("adaptive", HandPrograms.adaptive(), 2, Hand::adaptive, Hand::adaptiveBack),
        new Hand("current", HandPrograms.current(), 2, Hand::current, Hand::currentBack),
        new Hand("learnable", HandPrograms.learnable(), 1, Hand::learnable, Hand::learnableBack),
        new Hand("adex", HandPrograms.adex(), 2, Hand::adex, Hand::adexBack));
  }

  /**
   * All time steps of all neurons; leaves sums of parameter gradients in the lanes of {@code sums}.
   */
  void run(boolean back, int steps, int neurons, MemorySegment[] rows, float[][] sums) {
    var local = new float[states + sums.length][];
    for (int i = 0; i < local.length; i++) {
      local[i] = i < states ? new float[BLOCK] : sums[i - states];
    }
    for (int block = 0; block < neurons; block += BLOCK) {
      int length = Math.min(BLOCK, neurons - block);
      for (int i = 0; i < states; i++) {
        Arrays.fill(local[i], 0, length, 0);
      }
      for (int t = 0; t < steps; t++) {
        int step = back ? steps - 1 - t : t;
        long at = (long) step * neurons + block;
        long before = step == 0 ? -1 : at - neurons;
        (back ? backward : forward).run(rows, at, before, local, length);
      }
    }
  }

  MemorySegment[] rows(ScanTensors scans, boolean back) {
    Pass pass = back ? program.backward() : program.training();
    return scans.rows(pass, 0, scans.steps()).stream()
        .map(t -> t.segment())
        .toArray(MemorySegment[]::new);
  }

  private static FloatVector all(float c) {
    return FloatVector.broadcast(Lanes.SPECIES, c);
  }

  private static FloatVector at(float[] a, int i) {
    return FloatVector.fromArray(Lanes.SPECIES, a, i);
  }

  private static void lif(MemorySegment[] rows, long o, long before, float[][] local, int length) {
    MemorySegment x = rows[0];
    MemorySegment s = rows[1];
    MemorySegment u = rows[2];
    float[] v = local[0];
    FloatVector one = all(1);
    FloatVector zero = all(0);
    for (int i = 0; i < length; i += VL) {
      long q = (o + i) * 4;
      var z = at(v, i).fma(all(0.9f), Vectors.load(x, q));
      var m = z.compare(GE, one);
      Vectors.store(z, u, q);
      Vectors.store(zero.blend(one, m), s, q);
      z.blend(zero, m).intoArray(v, i);
    }
  }

  private static void lifBack(
      MemorySegment[] rows, long o, long before, float[][] local, int length) {
    MemorySegment g = rows[0];
    MemorySegment us = rows[1];
    MemorySegment dx = rows[2];
    float[] dv = local[0];
    FloatVector one = all(1);
    FloatVector zero = all(0);
    for (int i = 0; i < length; i += VL) {
      long q = (o + i) * 4;
      var u = Vectors.load(us, q);
      var m = u.compare(GE, one);
      var du = Vectors.load(g, q).fma(slope(u.sub(one)), at(dv, i).blend(zero, m));
      Vectors.store(du, dx, q);
      du.mul(all(0.9f)).intoArray(dv, i);
    }
  }

  private static FloatVector slope(FloatVector x) {
    var y = x.mul(all(PI));
    return all(1).div(y.fma(y, all(1)));
  }

  private static void adaptive(
      MemorySegment[] rows, long o, long before, float[][] local, int length) {
    MemorySegment x = rows[0];
    MemorySegment s = rows[1];
    MemorySegment zs = rows[2];
    float[] v = local[0];
    float[] a = local[1];
    FloatVector one = all(1);
    FloatVector zero = all(0);
    for (int i = 0; i < length; i += VL) {
      long q = (o + i) * 4;
      var adaptation = at(a, i);
      var u = at(v, i).fma(all(0.9f), Vectors.load(x, q));
      var z = adaptation.fma(all(-0.3f), u.sub(one));
      var spike = zero.blend(one, z.compare(GE, zero));
      Vectors.store(z, zs, q);
      Vectors.store(spike, s, q);
      u.sub(spike).intoArray(v, i);
      adaptation.fma(all(0.95f), spike).intoArray(a, i);
    }
  }

  private static void adaptiveBack(
      MemorySegment[] rows, long o, long before, float[][] local, int length) {
    MemorySegment g = rows[0];
    MemorySegment zs = rows[1];
    MemorySegment dx = rows[2];
    float[] dv = local[0];
    float[] da = local[1];
    for (int i = 0; i < length; i += VL) {
      long q = (o + i) * 4;
      var adaptation = at(da, i);
      var dz = Vectors.load(g, q).add(adaptation).mul(slope(Vectors.load(zs, q)));
      var du = at(dv, i).add(dz);
      Vectors.store(du, dx, q);
      du.mul(all(0.9f)).intoArray(dv, i);
      adaptation.fma(all(0.95f), dz.mul(all(-0.3f))).intoArray(da, i);
    }
  }

  private static void current(
      MemorySegment[] rows, long o, long before, float[][] local, int length) {
    MemorySegment x = rows[0];
    MemorySegment s = rows[1];
    MemorySegment us = rows[2];
    float[] c = local[0];
    float[] v = local[1];
    FloatVector one = all(1);
    FloatVector zero = all(0);
    for (int i = 0; i < length; i += VL) {
      long q = (o + i) * 4;
      var j = at(c, i).fma(all(0.7f), Vectors.load(x, q));
      var u = at(v, i).fma(all(0.9f), j);
      var m = u.compare(GE, one);
      Vectors.store(u, us, q);
      Vectors.store(zero.blend(one, m), s, q);
      j.intoArray(c, i);
      u.blend(zero, m).intoArray(v, i);
    }
  }

  private static void currentBack(
      MemorySegment[] rows, long o, long before, float[][] local, int length) {
    MemorySegment g = rows[0];
    MemorySegment us = rows[1];
    MemorySegment dx = rows[2];
    float[] dc = local[0];
    float[] dv = local[1];
    FloatVector one = all(1);
    for (int i = 0; i < length; i += VL) {
      long q = (o + i) * 4;
      var u = Vectors.load(us, q);
      var m = u.compare(GE, one);
      var du = Vectors.load(g, q).fma(slope(u.sub(one)), at(dv, i).blend(all(0), m));
      var dj = du.add(at(dc, i));
      Vectors.store(dj, dx, q);
      dj.mul(all(0.7f)).intoArray(dc, i);
      du.mul(all(0.9f)).intoArray(dv, i);
    }
  }

  /** Leak 0.9, threshold 0.8; keeps the membrane potential before the reset. */
  private static void learnable(
      MemorySegment[] rows, long o, long before, float[][] local, int length) {
    MemorySegment x = rows[0];
    MemorySegment s = rows[1];
    MemorySegment us = rows[2];
    float[] v = local[0];
    FloatVector threshold = all(0.8f);
    FloatVector one = all(1);
    for (int i = 0; i < length; i += VL) {
      long q = (o + i) * 4;
      var p = at(v, i);
      var u = p.fma(all(0.9f), Vectors.load(x, q));
      var m = u.compare(GE, threshold);
      Vectors.store(u, us, q);
      Vectors.store(all(0).blend(one, m), s, q);
      u.blend(u.sub(threshold), m).intoArray(v, i);
    }
  }

  private static void learnableBack(
      MemorySegment[] rows, long o, long before, float[][] local, int length) {
    MemorySegment g = rows[0];
    MemorySegment us = rows[1];
    MemorySegment dx = rows[3];
    float[] dv = local[0];
    FloatVector threshold = all(0.8f);
    FloatVector inverse = all(1 / 0.8f);
    FloatVector one = all(1);
    FloatVector zero = all(0);
    FloatVector sumLeak = at(local[1], 0);
    FloatVector sumThreshold = at(local[2], 0);
    for (int i = 0; i < length; i += VL) {
      long q = (o + i) * 4;
      var u = Vectors.load(us, q);
      var p = before < 0 ? zero : Vectors.load(us, (before + i) * 4);
      p = p.blend(p.sub(threshold), p.compare(GE, threshold));
      var r = u.mul(inverse);
      var next = at(dv, i);
      var slope = one.sub(r.sub(one).abs()).max(zero).mul(all(0.3f));
      var dz = Vectors.load(g, q).mul(slope).mul(inverse);
      var du = next.add(dz);
      Vectors.store(du, dx, q);
      du.mul(all(0.9f)).intoArray(dv, i);
      sumLeak = du.fma(p, sumLeak);
      var reset = zero.blend(next, u.compare(GE, threshold));
      sumThreshold = sumThreshold.sub(dz.mul(r).add(reset));
    }
    sumLeak.intoArray(local[1], 0);
    sumThreshold.intoArray(local[2], 0);
  }

  private static FloatVector upswing(FloatVector v) {
    return v.min(all(1)).sub(all(0.7f)).mul(all(10)).lanewise(EXP);
  }

  private static void adex(MemorySegment[] rows, long o, long before, float[][] local, int length) {
    MemorySegment x = rows[0];
    MemorySegment s = rows[1];
    MemorySegment us = rows[2];
    float[] v = local[0];
    float[] w = local[1];
    FloatVector one = all(1);
    FloatVector zero = all(0);
    for (int i = 0; i < length; i += VL) {
      long q = (o + i) * 4;
      var p = at(v, i);
      var a = at(w, i);
      var drive = Vectors.load(x, q).sub(p).sub(a);
      var current = upswing(p).fma(all(0.1f), drive);
      var u = current.fma(all(0.2f), p);
      var m = u.compare(GE, one);
      var spike = zero.blend(one, m);
      Vectors.store(u, us, q);
      Vectors.store(spike, s, q);
      u.blend(zero, m).intoArray(v, i);
      var pull = p.mul(all(0.3f)).sub(a);
      pull.fma(all(0.05f), spike.fma(all(0.1f), a)).intoArray(w, i);
    }
  }

  private static void adexBack(
      MemorySegment[] rows, long o, long before, float[][] local, int length) {
    MemorySegment g = rows[0];
    MemorySegment us = rows[1];
    MemorySegment dx = rows[3];
    float[] dv = local[0];
    float[] dw = local[1];
    FloatVector one = all(1);
    FloatVector zero = all(0);
    for (int i = 0; i < length; i += VL) {
      long q = (o + i) * 4;
      var u = Vectors.load(us, q);
      var p = before < 0 ? zero : Vectors.load(us, (before + i) * 4);
      p = p.blend(zero, p.compare(GE, one));
      var a = at(dw, i);
      var m = u.compare(GE, one);
      var ds = a.fma(all(0.1f), Vectors.load(g, q));
      var du = ds.fma(slope(u.sub(one)), at(dv, i).blend(zero, m));
      var current = du.mul(all(0.2f));
      Vectors.store(current, dx, q);
      var through = current.mul(upswing(p)).blend(zero, p.compare(GE, one));
      var membrane = du.sub(current).add(through);
      a.fma(all(0.3f * 0.05f), membrane).intoArray(dv, i);
      a.fma(all(0.95f), current.neg()).intoArray(dw, i);
    }
  }
}
