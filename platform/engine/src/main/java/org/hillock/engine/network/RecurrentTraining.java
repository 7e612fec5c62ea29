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
 * the output plus what the next step's current sends back through the weight. Nothing is sent back
 * to what a caller carried in.
 */
final class RecurrentTraining extends RecurrentForward {

  private final Optional<Buffer> weightGradient;
  private final Buffer entered;
  private final Buffer currentGradient;
  private final StepViews currentGradients;
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
    weightGradient = at.needsGradient(1) ? Optional.of(at.inputGradient(1)) : Optional.empty();
    entered = at.saved(Shape.of(batch, n));
    crossed = StepPreparation.recurrentGradients(at);
    decay = StepPreparation.traceDecay(at);
    trace =
        decay.isPresent()
            ? Optional.of(at.carried("recurrent trace", Shape.of(batch, n), 0))
            : Optional.empty();
    currentGradient =
        at.needsGradient(0) ? at.inputGradient(0) : at.scratch(Shape.of(steps, batch, n));
    currentGradients = new StepViews(currentGradient);
    outputGradients = new StepViews(at.outputGradient());
    spikeGradient = at.scratch(Shape.of(1, batch, n));
    rows = new StepViews.Rows(program.backward().rows().stream().map(r -> row(at, r)).toList());
    var places = new ArrayList<Buffer>();
    for (int p = 0; p < program.parameters().size(); p++) {
      places.add(at.inputGradient(2 + p));
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
      case KEPT -> kept.get(row.index());
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
    if (continued) {
      entered.tensor().copyFrom(entering.initial().get());
    }
    trace.ifPresent(this::follow);
    super.forward();
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
        var later = currentGradients.at(t + 1);
        synapses.backward(later, weight.tensor(), arriving);
      }
      kernel.backward(
          draws.extent(extent, t),
          rows.moveTo(t),
          parameters,
          gradients,
          !last,
          last ? begun : resumed);
    }
    if (weightGradient.isPresent()) {
      sumOverTime(weightGradient.get().tensor());
    }
  }

  private void sumOverTime(Tensor gradient) {
    gradient.fill(0);
    if (steps > 1) {
      int count = steps - 1;
      var before = output.tensor().slice(0, count);
      var after = currentGradient.tensor().slice(1, count);
      synapses.weightGradient(before, after, gradient);
    }
    if (continued) {
      synapses.weightGradient(entered.tensor(), currentGradients.at(0), gradient);
    }
  }
}
