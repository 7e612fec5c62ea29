package org.hillock.plugins.neurons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.hillock.api.equations.ParameterSpec.Sharing;
import org.hillock.api.equations.Surrogate;
import org.hillock.api.network.NeuronModel;
import org.hillock.api.network.Reset;
import org.hillock.engine.component.Binder;
import org.hillock.engine.component.Catalogue;
import org.hillock.engine.component.ComponentReader;
import org.hillock.engine.component.Kind;
import org.junit.jupiter.api.Test;

/** The components as a spec sees them. */
class ComponentsTest {

  private final ComponentReader.Reading reading =
      ComponentReader.read(new NeuronsPlugin().components().types());
  private final Catalogue catalogue = Catalogue.of(reading.components());

  @Test
  void everyComponentHasDefaults() {
    assertEquals(
        new Lif(2, 1, false, Reset.HARD_DETACHED, new Atan(2)), bind(NeuronModel.class, "lif"));
    assertEquals(
        new LearnableLif(1, 1, Sharing.SCALAR, Reset.SOFT_DETACHED, new Triangular(0.3, 1)),
        bind(NeuronModel.class, "learnable-lif"));
    assertEquals(
        new SymplecticAdaptiveLif(
            20,
            100,
            0.5,
            1,
            60,
            1,
            Sharing.FEATURE,
            Reset.HARD_DETACHED,
            new PiecewiseExponential(5, 0.4)),
        bind(NeuronModel.class, "symplectic-adaptive-lif"));
    catalogue.of(Kind.NEURON).forEach(type -> bind(NeuronModel.class, type.id()));
    catalogue.of(Kind.SURROGATE).forEach(type -> bind(Surrogate.class, type.id()));
    assertTrue(catalogue.of(Kind.SURROGATE).size() >= 16);
  }

  @Test
  void everySurrogateSaysWhatToCite() {
    for (var type : catalogue.all()) {
      boolean readout = type.id().endsWith("integrator");
      assertTrue(readout || !type.cites().isEmpty(), type::toString);
    }
  }

  @Test
  void aTimeConstantBelowOneStepIsRefused() {
    var binder = new Binder(catalogue);
    var node = JsonNodeFactory.instance.objectNode().put("type", "lif").put("tau", 0.5);
    assertTrue(binder.bind(NeuronModel.class, node, "network[1]").isEmpty());
    assertEquals("network[1].tau", binder.problems().getFirst().path());
  }

  @Test
  void aPeakBelowTheResetPotentialIsRefused() {
    var binder = new Binder(catalogue);
    var node = JsonNodeFactory.instance.objectNode().put("type", "izhikevich").put("peak", -80);
    assertTrue(binder.bind(NeuronModel.class, node, "network[1]").isEmpty());
    assertEquals(
        "izhikevich: peak -80.0 must lie above c -65.0", binder.problems().getFirst().message());
  }

  private <T> T bind(Class<T> spi, String id) {
    var binder = new Binder(catalogue);
    var made = binder.bind(spi, JsonNodeFactory.instance.textNode(id), id);
    assertEquals(List.of(), binder.problems());
    return made.orElseThrow();
  }
}
