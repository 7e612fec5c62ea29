package org.hillock.testkit;

import java.util.List;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.NeuronModel;

/** A neuron checked without a jar, as its author does it. */
class LeakyConformanceTest extends NeuronConformance {

  private record Leaky(double leak) implements NeuronModel {
    @Override
    public void define(Equations eq) {
      var v = eq.state("v", 0);
      var u = v.times(leak).plus(eq.input());
      eq.next(v, u);
      eq.emit(u);
    }

    @Override
    public boolean spiking() {
      return false;
    }
  }

  @Override
  protected List<NeuronModel> components() {
    return List.of(new Leaky(0.5), new Leaky(0.9));
  }
}
