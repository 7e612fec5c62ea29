package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.equations.Equations;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.Preparation.CarriedBuffer;
import org.hillock.api.tensor.Shape;

/** The states of a neuron population as its kernel wants them, for every way of calling it. */
final class Carries {

  private final List<CarriedBuffer> carried = new ArrayList<>();
  private final Carry begun;
  private final Carry resumed;

  Carries(Preparation at, List<Equations.State> states, Shape features) {
    var buffers = new ArrayList<Buffer>();
    for (var state : states) {
      var buffer = at.carried(state.name(), features.prepend(at.batch()), state.initial());
      carried.add(buffer);
      buffers.add(() -> buffer.last().orElseThrow());
    }
    var tensors = new TensorList(buffers);
    begun = new Carry(List.of(), tensors);
    resumed = new Carry(tensors, tensors);
  }

  /** What the present call carries in and out. */
  Carry present() {
    if (carried.isEmpty() || carried.getFirst().last().isEmpty()) {
      return Carry.NONE;
    }
    return carried.getFirst().initial().isEmpty() ? begun : resumed;
  }
}
