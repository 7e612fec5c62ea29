package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.List;
import org.hillock.api.backend.Pass;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanKernel.Carry;
import org.hillock.api.backend.ScanKernel.Extent;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.Preparation.CarriedBuffer;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** Recurrent neurons forward in time: for each step a product and a scan of one step. */
class RecurrentForward implements Operation.Kernel {

  final Recurrence.Synapses synapses;
  final ScanKernel kernel;
  final Draws draws;
  final Extent extent;
  final int steps;
  final int batch;
  final int n;
  final Buffer weight;
  final Buffer output;
  final StepViews spikes;
  final StepViews current;
  final List<StepViews> kept;
  final List<Tensor> parameters;

  /** The last spikes of the call before; the caller carries them from call to call. */
  final CarriedBuffer entering;

  private final boolean training;
  private final StepViews x;
  private final StepViews.Rows rows;
  private final Carry begun;
  private final Carry resumed;

  RecurrentForward(Preparation at, Recurrent operation) {
    var program = operation.program();
    n = Math.toIntExact(operation.features().size());
    synapses = operation.recurrence().prepare(at);
    training = at.training();
    kernel = StepPreparation.compiled(at, program);
    steps = at.steps();
    batch = at.batch();
    draws = new Draws(at, program);
    extent = new Extent(1, (long) batch * n);
    weight = at.input(1);
    output = at.output();
    x = new StepViews(at.input(0));
    spikes = new StepViews(output);
    var one = Shape.of(1, batch, n);
    var all = Shape.of(steps, batch, n);
    boolean readAgain =
        program.backward().rows().stream().anyMatch(r -> r.role() == Pass.Role.INPUT);
    current = new StepViews(training && readAgain ? at.saved(all) : at.scratch(one));
    kept =
        training
            ? Scan.buffers(program.kept(), () -> at.saved(all)).stream()
                .map(StepViews::new)
                .toList()
            : List.of();
    var pass = training ? program.training() : program.inference();
    rows =
        new StepViews.Rows(
            pass.rows().stream()
                .map(
                    r ->
                        switch (r.role()) {
                          case INPUT -> current;
                          case KEPT -> kept.get(r.index());
                          default -> r.index() == 0 ? spikes : new StepViews(at.scratch(one));
                        })
                .toList());
    var places = new ArrayList<Buffer>();
    for (int p = 0; p < program.parameters().size(); p++) {
      places.add(at.input(2 + p));
    }
    parameters = new TensorList(places);
    var shape = Shape.of(batch, n);
    entering = at.carried("recurrent spikes", shape, 0);
    var states = new ArrayList<Buffer>();
    for (var state : program.states()) {
      var outside = at.carried(state.name(), shape, state.initial());
      var inside = at.scratch(shape);
      states.add(() -> outside.last().isPresent() ? outside.last().get() : inside.tensor());
    }
    var tensors = new TensorList(states);
    begun = new Carry(List.of(), tensors);
    resumed = new Carry(tensors, tensors);
  }

  @Override
  public void forward() {
    draws.begin();
    boolean continues = entering.initial().isPresent();
    for (int t = 0; t < steps; t++) {
      var z = current.at(t);
      z.copyFrom(x.at(t));
      if (t > 0 || continues) {
        var before = t > 0 ? spikes.at(t - 1) : entering.initial().orElseThrow();
        synapses.forward(before, weight.tensor(), z);
      }
      var carry = t > 0 || continues ? resumed : begun;
      if (training) {
        kernel.train(draws.extent(extent, t), rows.moveTo(t), parameters, carry);
      } else {
        kernel.infer(draws.extent(extent, t), rows.moveTo(t), parameters, carry);
      }
    }
    if (entering.last().isPresent()) {
      entering.last().get().copyFrom(spikes.at(steps - 1));
    }
  }

  @Override
  public void backward() {
    throw new IllegalStateException("inference has no backward pass");
  }
}
