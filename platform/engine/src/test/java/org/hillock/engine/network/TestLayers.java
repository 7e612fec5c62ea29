package org.hillock.engine.network;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.NetworkBuilder;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.api.network.Value;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.equations.Models;

/** Layers for tests. */
public final class TestLayers {

  private TestLayers() {}

  /** Dense synapses with bias. */
  public record Dense(int out) implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      int in = x.shape().dim(-1);
      var weight = net.parameter("weight", Shape.of(in, out), Initialiser.kaimingUniform(in));
      var bias = net.parameter("bias", Shape.of(out), Initialiser.uniform(0.5));
      return net.linear(x, weight, Optional.of(bias));
    }
  }

  /** A leaky integrator with a smooth output and learnable leaks. */
  public record Leaky() implements NeuronModel {
    @Override
    public void define(Equations eq) {
      var leak = eq.parameter(ParameterSpec.learnable("leak", Sharing.FEATURE, 0.7).within(0, 1));
      var gain = eq.parameter(ParameterSpec.learnable("gain", Sharing.SCALAR, 1.2));
      var v = eq.state("v", 0.1);
      var u = v.times(leak).plus(eq.input());
      eq.next(v, u.minus(u.tanh().times(0.3)));
      eq.emit(u.times(gain).tanh());
      eq.emit(u);
    }

    @Override
    public boolean spiking() {
      return false;
    }
  }

  /** A spiking neuron. */
  public record Spiking(double threshold) implements NeuronModel {
    @Override
    public void define(Equations eq) {
      var v = eq.state("v", 0);
      var u = v.times(0.9).plus(eq.input());
      var s = eq.spike(u.minus(threshold), Models.SURROGATE);
      eq.next(v, Reset.SOFT_DETACHED.after(u, s, threshold));
      eq.emit(s);
    }

    @Override
    public boolean spiking() {
      return true;
    }
  }

  /** A leaky integrator whose leak and whose output are drawn at random. */
  public record Noisy() implements NeuronModel {
    @Override
    public void define(Equations eq) {
      var v = eq.state("v", 0);
      var u = v.times(eq.uniform()).plus(eq.input());
      eq.next(v, u);
      eq.emit(u.times(eq.uniform()).tanh());
    }

    @Override
    public boolean spiking() {
      return false;
    }
  }

  /** Recurrent neurons. */
  public record Loop(NeuronModel neuron) implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      int n = x.shape().dim(0);
      return net.recurrent(
          x, neuron, net.parameter("recurrent", Shape.of(n, n), Initialiser.uniform(0.6)));
    }
  }

  /** Whatever a function adds. */
  public record Custom(BiFunction<NetworkBuilder, Value, Value> body) implements Layer {
    @Override
    public Value define(NetworkBuilder net, Value x) {
      return body.apply(net, x);
    }
  }

  public static Layer custom(BiFunction<NetworkBuilder, Value, Value> body) {
    return new Custom(body);
  }

  public static Layer inOrder(List<Layer> layers) {
    return custom(
        (net, x) -> {
          var y = x;
          for (var layer : layers) {
            y = layer.define(net, y);
          }
          return y;
        });
  }
}
