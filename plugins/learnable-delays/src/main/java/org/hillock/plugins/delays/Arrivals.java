package org.hillock.plugins.delays;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.hillock.api.result.Exhibit;
import org.hillock.api.tensor.Tensor;

/**
 * What reaches one neuron in a sequence.
 *
 * @param x what its inputs send, {@code [T][1][in]}
 * @param least steps that every spike takes beside its delay
 * @param neuron its place among the layer's outputs
 */
record Arrivals(LearnedDelays layer, Tensor x, int least, int neuron) {

  /** That of the neuron whose delayed current is largest at some step. */
  static Arrivals strongest(LearnedDelays layer, Tensor x, int least) {
    int neurons = layer.weight().shape().dim(2);
    return IntStream.range(0, neurons)
        .mapToObj(neuron -> new Arrivals(layer, x, least, neuron))
        .reduce((a, b) -> b.peak() > a.peak() ? b : a)
        .orElseThrow();
  }

  private double peak() {
    return DoubleStream.of(current(true)).max().orElseThrow();
  }

  private int steps() {
    return x.shape().dim(0);
  }

  private int inputs() {
    return x.shape().dim(2);
  }

  private float at(int step, int input) {
    return x.get((long) step * inputs() + input);
  }

  /** A point for each input and step at which it sends. */
  Exhibit.Series sent() {
    return points("sent", false);
  }

  /** A point for each synapse and step at which something arrives. */
  Exhibit.Series arriving() {
    return points("arriving", true);
  }

  private Exhibit.Series points(String name, boolean delayed) {
    var times = DoubleStream.builder();
    var places = DoubleStream.builder();
    for (int t = 0; t < steps(); t++) {
      for (int i = 0; i < inputs(); i++) {
        for (int m = 0; at(t, i) != 0 && m < (delayed ? synapses() : 1); m++) {
          int to = t + (delayed ? least + layer.delay(m, i, neuron) : 0);
          if (to < steps()) {
            times.add(to);
            places.add(i);
          }
        }
      }
    }
    return new Exhibit.Series(name, times.build().toArray(), places.build().toArray());
  }

  private int synapses() {
    return layer.weight().shape().dim(0);
  }

  /** The neuron's current at each step. */
  Exhibit.Series current(String name, boolean delayed) {
    var time = IntStream.range(0, steps()).asDoubleStream().toArray();
    return new Exhibit.Series(name, time, current(delayed));
  }

  private double[] current(boolean delayed) {
    var sum = new double[steps()];
    for (int m = 0; m < synapses(); m++) {
      for (int i = 0; i < inputs(); i++) {
        double weight = layer.weight(m, i, neuron);
        int delay = least + (delayed ? layer.delay(m, i, neuron) : 0);
        for (int t = 0; t + delay < steps(); t++) {
          sum[t + delay] += weight * at(t, i);
        }
      }
    }
    return sum;
  }
}
