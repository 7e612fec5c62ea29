package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.Preparation.CarriedBuffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Recurrent neurons with their way back through time. The gradient of a step's spikes is that of
 * the output plus what the currents it reached send back through the synapses. Nothing is sent back
 * to what a caller carried in.
 */
final class RecurrentTraining extends RecurrentForward {

  private final Buffer currentGradient;
  private final StepViews currentGradients;
  private final StepViews.Run laterGradients;
  private final StepViews outputGradients;
  private final Buffer spikeGradient;
  private final List<Buffer> zeros = new ArrayList<>();
  private final StepViews.Rows rows;
  private final List<Tensor> gradients;
  private final Carry begun;
  private final Carry resumed;
  private final boolean crossed;
  private final OptionalDouble decay;
  private final Optional<CarriedBuffer> trace;
  private boolean continued;

  RecurrentTraining(Preparation at, Recurrent operation) {
    super(at, operation);
    var program = operation.program();
    crossed = StepPreparation.recurrentGradients(at);
    decay = StepPreparation.traceDecay(at);
    trace =
        decay.isPresent()
            ? Optional.of(at.carried("recurrent trace", Shape.of(reach, batch, n), 0))
            : Optional.empty();
    currentGradient =
        at.needsGradient(0) ? at.inputGradient(0) : at.scratch(Shape.of(steps, batch, n));
    currentGradients = new StepViews(currentGradient);
    laterGradients = new StepViews.Run(currentGradients);
    outputGradients = new StepViews(at.outputGradient());
    spikeGradient = at.scratch(Shape.of(1, batch, n));
    rows = new StepViews.Rows(program.backward().rows().stream().map(r -> row(at, r)).toList());
    var places = new ArrayList<Buffer>();
    for (int p = 0; p < program.parameters().size(); p++) {
      places.add(at.inputGradient(1 + operation.parameters() + p));
    }
    gradients = new TensorList(places);
    var states =
        new TensorList(Scan.buffers(program.states().size(), () -> at.scratch(Shape.of(batch, n))));
    begun = new Carry(List.of(), states);
    resumed = new Carry(states, states);
  }

  private StepViews row(Preparation at, Pass.Row row) {
    return switch (row.role()) {
      case INPUT -> current;
      case KEPT, ENTERED -> new StepViews(kept.of(row));
      case OUTPUT -> spikes;
      case OUTPUT_GRADIENT -> new StepViews(row.index() == 0 ? spikeGradient : zero(at));
      case INPUT_GRADIENT -> currentGradients;
    };
  }

  private Buffer zero(Preparation at) {
    var zero = at.scratch(Shape.of(1, batch, n));
    zeros.add(zero);
    return zero;
  }

  @Override
  public void forward() {
    continued = entering.initial().isPresent();
    super.forward();
    trace.ifPresent(this::follow);
  }

  /** Low-pass filters the spikes that arrive. */
  private void follow(CarriedBuffer filtered) {
    var now = entered.tensor();
    if (continued) {
      Trace.add(decay.orElseThrow(), filtered.initial().orElseThrow(), now);
      filtered.last().orElseThrow().copyFrom(now);
    } else {
      filtered.last().ifPresent(last -> last.fill(0));
    }
  }

  @Override
  public void backward() {
    for (int i = 0; i < zeros.size(); i++) {
      zeros.get(i).tensor().fill(0);
    }
    var arriving = spikeGradient.tensor();
    for (int t = steps - 1; t >= 0; t--) {
      boolean last = t == steps - 1;
      arriving.copyFrom(outputGradients.at(t));
      if (!last && crossed) {
        int count = Math.min(reach, steps - 1 - t);
        synapses.sendBack(laterGradients.moveTo(t + 1, count), arriving);
      }
      kernel.backward(
          draws.extent(extent, t),
          rows.moveTo(t),
          parameters,
          gradients,
          !last,
          last ? begun : resumed);
    }
    collect();
  }

  private void collect() {
    synapses.turn();
    if (steps > 1) {
      int count = steps - 1;
      synapses.collect(
          output.tensor().slice(0, count), 1, currentGradient.tensor().slice(1, count));
    }
    if (continued) {
      int count = Math.min(reach, steps);
      synapses.collect(entered.tensor(), reach, currentGradient.tensor().slice(0, count));
    }
    synapses.end();
  }
}
