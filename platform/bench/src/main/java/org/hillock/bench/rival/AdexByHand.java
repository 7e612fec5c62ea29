package org.hillock.bench.rival;

import static jdk.incubator.vector.VectorOperators.EXP;
import static jdk.incubator.vector.VectorOperators.GE;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.hillock.api.tensor.Tensor;

/**
 * The component {@code adex} with its own parameters, written with the Vector API by someone who
 * knows the model: one thread, blocks of neurons outside and time inside, and of the forward pass
 * only the membrane potential before the reset is kept, from which the one after it follows. All
 * tensors are {@code [T][n]}, n a multiple of the vectors' length.
 */
public final class AdexByHand {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int BLOCK = 16_384;

  private static final float REST = -70.6f;
  private static final float THRESHOLD = -40.4f;
  private static final float HEIGHT = THRESHOLD - REST;
  private static final float HIGHEST = THRESHOLD + HEIGHT / 100;
  private static final float RHEOBASE = -50.4f;
  private static final float SLOPE = 2;
  private static final float LEAK = 0.03f;
  private static final float PER_CURRENT = 1 / 0.281f;
  private static final float RATE = 1 / 144f;
  private static final float A = 0.004f;
  private static final float B = 0.0805f;
  private static final float STEEPNESS = (float) Math.PI / HEIGHT;

  private final int steps;
  private final int neurons;
  private final float[] first = new float[BLOCK];
  private final float[] second = new float[BLOCK];

  /** For sequences of so many steps of so many neurons. */
  public AdexByHand(int steps, int neurons) {
    this.steps = steps;
    this.neurons = neurons;
  }

  /** From input currents to spikes and membrane potentials before the reset. */
  public void forward(Tensor input, Tensor spikes, Tensor potential) {
    for (int block = 0; block < neurons; block += BLOCK) {
      int length = Math.min(BLOCK, neurons - block);
      Arrays.fill(first, REST);
      Arrays.fill(second, 0);
      for (int t = 0; t < steps; t++) {
        long at = ((long) t * neurons + block) * Float.BYTES;
        forward(input.segment(), spikes.segment(), potential.segment(), at, length);
      }
    }
  }

  private void forward(MemorySegment x, MemorySegment s, MemorySegment u, long at, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      long place = at + (long) i * Float.BYTES;
      var v = FloatVector.fromArray(SPECIES, first, i);
      var w = FloatVector.fromArray(SPECIES, second, i);
      var distance = v.sub(REST);
      var drive = distance.fma(all(-LEAK), load(x, place).sub(w));
      var raised = upswing(v).fma(all(LEAK * SLOPE), drive).fma(all(PER_CURRENT), v);
      var spike = raised.compare(GE, THRESHOLD);
      store(raised, u, place);
      store(all(0).blend(1, spike), s, place);
      raised.blend(REST, spike).intoArray(first, i);
      w.fma(all(1 - RATE), distance.fma(all(A * RATE), all(0).blend(B, spike)))
          .intoArray(second, i);
    }
  }

  /** From the gradient of spikes to that of input currents. */
  public void backward(Tensor spikeGradient, Tensor potential, Tensor inputGradient) {
    for (int block = 0; block < neurons; block += BLOCK) {
      int length = Math.min(BLOCK, neurons - block);
      Arrays.fill(first, 0);
      Arrays.fill(second, 0);
      for (int t = steps - 1; t >= 0; t--) {
        long at = ((long) t * neurons + block) * Float.BYTES;
        long before = t == 0 ? -1 : at - (long) neurons * Float.BYTES;
        backward(
            spikeGradient.segment(),
            potential.segment(),
            inputGradient.segment(),
            at,
            before,
            length);
      }
    }
  }

  private void backward(
      MemorySegment ds, MemorySegment u, MemorySegment dx, long at, long before, int length) {
    for (int i = 0; i < length; i += SPECIES.length()) {
      long place = at + (long) i * Float.BYTES;
      var dv = FloatVector.fromArray(SPECIES, first, i);
      var dw = FloatVector.fromArray(SPECIES, second, i);
      var raised = load(u, place);
      var v = before < 0 ? all(REST) : potentialAfter(load(u, before + (long) i * Float.BYTES));
      var y = raised.sub(THRESHOLD).mul(STEEPNESS);
      var slope = all(1 / HEIGHT).div(y.fma(y, all(1)));
      var spike = dw.fma(all(B), load(ds, place));
      var du = spike.fma(slope, dv.blend(0, raised.compare(GE, THRESHOLD)));
      var current = du.mul(PER_CURRENT);
      store(current, dx, place);
      var steep = upswing(v).mul(LEAK).blend(0, v.compare(GE, HIGHEST)).sub(LEAK);
      current.fma(steep, dw.fma(all(A * RATE), du)).intoArray(first, i);
      dw.fma(all(1 - RATE), current.neg()).intoArray(second, i);
    }
  }

  private static FloatVector potentialAfter(FloatVector raised) {
    return raised.blend(REST, raised.compare(GE, THRESHOLD));
  }

  private static FloatVector upswing(FloatVector v) {
    return v.min(HIGHEST).sub(RHEOBASE).mul(1 / SLOPE).lanewise(EXP);
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  private static FloatVector load(MemorySegment from, long at) {
    return FloatVector.fromMemorySegment(SPECIES, from, at, ByteOrder.nativeOrder());
  }

  private static void store(FloatVector value, MemorySegment to, long at) {
    value.intoMemorySegment(to, at, ByteOrder.nativeOrder());
  }
}
