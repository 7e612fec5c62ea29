package org.hillock.engine.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hillock.api.equations.Equations;
import org.hillock.api.equations.Op;
import org.hillock.api.equations.ParameterSpec;
import org.hillock.api.network.NeuronModel;

/** The equations of a network, compiled. */
final class Programs {

  /**
   * Equations with what a network must know of them.
   *
   * @param spiking whether the first emitted value is a spike
   */
  record Compiled(Formula formula, boolean spiking) {

    String name() {
      return formula.name();
    }

    List<ParameterSpec> parameters() {
      return formula.equations().parameters();
    }
  }

  private final Map<NeuronModel, Compiled> neurons = new HashMap<>();

  /** Equal models share a program, and with it its kernels. */
  Compiled neuron(NeuronModel model) {
    var known = neurons.get(model);
    if (known == null) {
      var eq = new Equations();
      model.define(eq);
      if (eq.inputs().size() != 1 || eq.emits().isEmpty()) {
        throw Errors.invalid(
            "a neuron takes one input and emits at least one value; %s takes %d and emits %d",
            Places.name(model), eq.inputs().size(), eq.emits().size());
      }
      known = compiled(Places.name(model), eq, model.spiking());
      neurons.put(model, known);
    }
    return known;
  }

  /** A function of one time step. */
  static Compiled map(Consumer<Equations> function, int inputs) {
    var eq = new Equations();
    function.accept(eq);
    if (!eq.states().isEmpty() || eq.emits().size() != 1 || eq.inputs().size() != inputs) {
      throw Errors.invalid(
          "an elementwise function has no state, emits one value and takes as many inputs as it is"
              + " given; this one has %d states, emits %d and takes %d, given %d",
          eq.states().size(), eq.emits().size(), eq.inputs().size(), inputs);
    }
    return compiled("map", eq, spikes(eq));
  }

  /** A function of one time step and of what it left itself at the step before. */
  static Compiled scan(Consumer<Equations> function, int inputs) {
    var eq = new Equations();
    function.accept(eq);
    if (eq.states().isEmpty() || eq.emits().size() != 1 || eq.inputs().size() != inputs) {
      throw Errors.invalid(
          "a scan has at least one state, emits one value and takes as many inputs as it is given;"
              + " this one has %d states, emits %d and takes %d, given %d",
          eq.states().size(), eq.emits().size(), eq.inputs().size(), inputs);
    }
    return compiled("scan", eq, spikes(eq));
  }

  private static boolean spikes(Equations eq) {
    return eq.emits().getFirst().op() == Op.SPIKE;
  }

  private static Compiled compiled(String name, Equations eq, boolean spiking) {
    return new Compiled(Formula.of(name, eq), spiking);
  }
}
