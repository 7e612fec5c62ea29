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
import org.hillock.api.network.RecurrentSynapses;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/**
 * Recurrent neurons forward in time: for each step a scan of one step, whose spikes are sent to the
 * currents of later ones.
 */
class RecurrentForward implements Operation.Kernel {

  final RecurrentSynapses.Kernel synapses;
  final int reach;
  final ScanKernel kernel;
  final Draws draws;
  final Extent extent;
  final int steps;
  final int batch;
  final int n;
  final Buffer output;
  final StepViews spikes;
  final StepViews current;
  final Kept kept;
  final List<Tensor> parameters;

  /** The last spikes of the call before; the caller carries them from call to call. */
  final CarriedBuffer entering;

  /** The same, {@code [reach][B][n]}; silence at the start of a sequence. */
  final Buffer entered;

  private final boolean training;
  private final boolean whole;
  private final Buffer input;
  private final Buffer currents;
  private final StepViews x;
  private final StepViews sent;
  private final StepViews receiving;
  private final StepViews sentBefore;
  private final StepViews receivingFirst;
  private final StepViews.Rows rows;
  private final Carry begun;
  private final Carry resumed;

  RecurrentForward(Preparation at, Recurrent operation) {
    var program = operation.program();
    n = Math.toIntExact(operation.features().size());
    synapses = operation.synapses().prepare(at);
    reach = operation.synapses().reach();
    training = at.training();
    kernel = StepPreparation.compiled(at, program);
    steps = at.steps();
    batch = at.batch();
    draws = new Draws(at, program);
    extent = new Extent(1, (long) batch * n);
    output = at.output();
    input = at.input(0);
    x = new StepViews(input);
    spikes = new StepViews(output);
    sent = StepViews.from(output, 1);
    var one = Shape.of(1, batch, n);
    var all = Shape.of(steps, batch, n);
    boolean readAgain =
        program.backward().rows().stream().anyMatch(r -> r.role() == Pass.Role.INPUT);
    // A current that spikes reach one step before it is needed is made then, and not kept.
    whole = training && readAgain || reach > 1;
    currents = training && readAgain ? at.saved(all) : at.scratch(whole ? all : one);
    current = new StepViews(currents);
    receiving = StepViews.from(currents, reach);
    receivingFirst = StepViews.until(currents);
    kept = new Kept(at, program, all, all);
    var pass = training ? program.training() : program.inference();
    rows =
        new StepViews.Rows(
            pass.rows().stream()
                .map(
                    r ->
                        switch (r.role()) {
                          case INPUT -> current;
                          case KEPT, ENTERED -> new StepViews(kept.of(r));
                          default -> r.index() == 0 ? spikes : new StepViews(at.scratch(one));
                        })
                .toList());
    var places = new ArrayList<Buffer>();
    for (int p = 0; p < program.parameters().size(); p++) {
      places.add(at.input(1 + operation.parameters() + p));
    }
    parameters = new TensorList(places);
    var shape = Shape.of(batch, n);
    var past = Shape.of(reach, batch, n);
    entering = at.carried("recurrent spikes", past, 0);
    entered = training ? at.saved(past) : at.scratch(past);
    sentBefore = StepViews.from(entered, 1);
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
    synapses.begin();
    boolean continues = entering.initial().isPresent();
    enter();
    receive(0);
    for (int i = 0; continues && i < reach; i++) {
      synapses.send(sentBefore.at(i), reach - i, receivingFirst.at(Math.min(i, steps - 1)));
    }
    for (int t = 0; t < steps; t++) {
      var carry = t > 0 || continues ? resumed : begun;
      if (training) {
        kernel.train(draws.extent(extent, t), rows.moveTo(t), parameters, carry);
      } else {
        kernel.infer(draws.extent(extent, t), rows.moveTo(t), parameters, carry);
      }
      if (t + 1 < steps) {
        receive(t + 1);
        synapses.send(sent.at(t), 1, receiving.at(t + 1));
      }
    }
    entering.last().ifPresent(this::remember);
  }

  private void enter() {
    if (entering.initial().isPresent()) {
      entered.tensor().copyFrom(entering.initial().get());
    } else {
      entered.tensor().fill(0);
    }
  }

  /** Begins the current of a step with its input. */
  private void receive(int t) {
    if (!whole) {
      current.at(t).copyFrom(x.at(t));
    } else if (t == 0) {
      currents.tensor().copyFrom(input.tensor());
    }
  }

  private void remember(Tensor last) {
    int fresh = Math.min(reach, steps);
    int old = reach - fresh;
    if (old > 0) {
      last.slice(0, old).copyFrom(entered.tensor().slice(fresh, old));
    }
    last.slice(old, fresh).copyFrom(output.tensor().slice(steps - fresh, fresh));
  }

  @Override
  public void backward() {
    throw new IllegalStateException("inference has no backward pass");
  }
}
