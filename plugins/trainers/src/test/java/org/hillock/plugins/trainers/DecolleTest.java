package org.hillock.plugins.trainers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.data.Split;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.plugins.trainers.Task.Dense;
import org.hillock.plugins.trainers.Task.Fast;
import org.hillock.plugins.trainers.Task.Readout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One update against the rule as Kaiser, Mostafa and Neftci write it (2020, equations 4 to 10),
 * evaluated literally with explicit traces: a weight changes by the sum over time of {@code −η ·
 * (Σ_k G_ik·e_k) · σ'(U_i) · P_j}, with the trace P of the presynaptic spikes, the derivative σ' of
 * the spike, the random readout G and its error e.
 */
class DecolleTest {

  private static final int STEPS = 7;
  private static final int IN = 2;
  private static final int FIRST = 20;
  private static final int SECOND = 9;
  private static final int CLASSES = 2;
  private static final double LEAK = .7;
  private static final double THRESHOLD = .6;
  private static final double RATE = .5;

  /** The paper's neuron: a spike is subtracted, without influence on gradients. */
  private record Neuron() implements NeuronModel {
    @Override
    public void define(Equations eq) {
      var v = eq.state("v", 0);
      var u = v.times(LEAK).plus(eq.input());
      var s = eq.spike(u.minus(THRESHOLD), new Fast());
      eq.next(v, Reset.SOFT_DETACHED.after(u, s, THRESHOLD));
      eq.emit(s);
    }

    @Override
    public boolean spiking() {
      return true;
    }
  }

  @TempDir private Path folder;

  private static final Map<String, Shape> SHAPES =
      Map.of(
          "0.weight", Shape.of(IN, FIRST),
          "0.bias", Shape.of(FIRST),
          "2.weight", Shape.of(FIRST, SECOND),
          "2.bias", Shape.of(SECOND),
          "trainer/readout/1.neuron", Shape.of(FIRST, CLASSES),
          "trainer/readout/3.neuron", Shape.of(SECOND, CLASSES));

  /** Trains one epoch of one batch and returns what the checkpoint holds. */
  private Map<String, Tensor> after(double rate, Arena arena) throws IOException {
    var loss = new CrossEntropyMembrane(Over.SUM);
    var sgd = new Sgd(rate, 0, false, 0);
    var trainer = new Decolle(1, Task.TRAIN, 1, loss, sgd, new Constant(), loss, Optional.empty());
    var network =
        List.of(
            new Dense(FIRST),
            new Neuron(),
            new Dense(SECOND),
            new Neuron(),
            new Dense(CLASSES),
            new Readout());
    var to = Files.createDirectory(folder.resolve("rate " + rate));
    var layers = network.stream().map(org.hillock.api.network.Layer.class::cast).toList();
    var result =
        Task.run(layers, STEPS, trainer, 0, to, Optional.empty(), new Series(), () -> false);
    var tensors = new HashMap<String, Tensor>();
    SHAPES.forEach(
        (name, shape) ->
            tensors.put(
                name, Tensor.of(arena.allocate(ValueLayout.JAVA_FLOAT, shape.size()), shape)));
    try (var checkpoint = Checkpoint.open(result.checkpoint())) {
      checkpoint.readInto(tensors);
    }
    return tensors;
  }

  /** A layer while one sample passes: membrane potentials, traces, and what weights change by. */
  private static final class Layer {

    private final Tensor weight;
    private final Tensor bias;
    private final Tensor readout;
    private final int in;
    private final int out;
    private final double[] v;
    private final double[] trace;
    private final double[] spikes;
    private final double[] change;
    private double traceOfBias;
    private long spiked;

    Layer(Map<String, Tensor> from, int number) {
      weight = from.get(number + ".weight");
      bias = from.get(number + ".bias");
      readout = from.get("trainer/readout/%d.neuron".formatted(number + 1));
      in = weight.shape().dim(0);
      out = weight.shape().dim(1);
      v = new double[out];
      trace = new double[in];
      spikes = new double[out];
      change = new double[(in + 1) * out];
    }

    void begin() {
      Arrays.fill(v, 0);
      Arrays.fill(trace, 0);
      traceOfBias = 0;
    }

    double[] step(double[] x, int label) {
      for (int j = 0; j < in; j++) {
        trace[j] = LEAK * trace[j] + x[j];
      }
      traceOfBias = LEAK * traceOfBias + 1;
      var u = new double[out];
      for (int i = 0; i < out; i++) {
        u[i] = LEAK * v[i] + bias.get(i);
        for (int j = 0; j < in; j++) {
          u[i] += x[j] * weight.get((long) j * out + i);
        }
        spikes[i] = u[i] >= THRESHOLD ? 1 : 0;
        spiked += (long) spikes[i];
        v[i] = u[i] - THRESHOLD * spikes[i];
      }
      var error = error(label);
      for (int i = 0; i < out; i++) {
        double slope = 1 / Math.pow(Math.abs(u[i] - THRESHOLD) + 1, 2);
        double signal = 0;
        for (int k = 0; k < CLASSES; k++) {
          signal += readout.get((long) i * CLASSES + k) * error[k];
        }
        for (int j = 0; j <= in; j++) {
          change[j * out + i] -= RATE * signal * slope * (j < in ? trace[j] : traceOfBias);
        }
      }
      return spikes.clone();
    }

    /** Of the softmax of what the readout makes of the spikes: averaged over time and batch. */
    private double[] error(int label) {
      var y = new double[CLASSES];
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        for (int i = 0; i < out; i++) {
          y[k] += readout.get((long) i * CLASSES + k) * spikes[i];
        }
        sum += Math.exp(y[k]);
      }
      for (int k = 0; k < CLASSES; k++) {
        y[k] = (Math.exp(y[k]) / sum - (k == label ? 1 : 0)) / STEPS / Task.TRAIN;
      }
      return y;
    }
  }

  @Test
  void anUpdateIsErrorTimesSlopeTimesPresynapticTrace() throws IOException {
    try (var arena = Arena.ofConfined()) {
      var before = after(0, arena);
      var after = after(RATE, arena);
      var layers = List.of(new Layer(before, 0), new Layer(before, 2));
      var points = new Task.Points(0);
      var sample = Tensor.of(arena.allocate(ValueLayout.JAVA_FLOAT, IN), Shape.of(IN));
      for (int n = 0; n < Task.TRAIN; n++) {
        points.read(Split.TRAIN, n, sample);
        layers.forEach(Layer::begin);
        for (int t = 0; t < STEPS; t++) {
          double[] x = {sample.get(0), sample.get(1)};
          for (var layer : layers) {
            x = layer.step(x, points.label(Split.TRAIN, n));
          }
        }
      }
      for (int l = 0; l < 2; l++) {
        var layer = layers.get(l);
        assertTrue(layer.spiked > 100, "neurons spike");
        assertChange(layer, before, after, 2 * l);
      }
    }
  }

  private static void assertChange(
      Layer layer, Map<String, Tensor> before, Map<String, Tensor> after, int number) {
    double largest = 0;
    for (double c : layer.change) {
      largest = Math.max(largest, Math.abs(c));
    }
    assertTrue(largest > 1e-3, "there is something to compare");
    int weights = layer.in * layer.out;
    for (int i = 0; i < layer.change.length; i++) {
      var name = number + (i < weights ? ".weight" : ".bias");
      int at = i < weights ? i : i - weights;
      double got = (double) after.get(name).get(at) - before.get(name).get(at);
      assertEquals(layer.change[i], got, 2e-4 * largest, name + "[" + at + "]");
    }
  }
}
