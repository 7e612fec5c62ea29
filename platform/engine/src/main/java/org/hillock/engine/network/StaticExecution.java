package org.hillock.engine.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Execution;
import org.hillock.api.network.LayerActivity;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.LearningSignal;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation.Buffer;
import org.hillock.api.network.State;
import org.hillock.api.tensor.Tensor;

/** Runs the kernels of a plan. */
final class StaticExecution implements Execution {

  private final StaticNetwork network;
  private final Graph graph;
  private final Plan plan;
  private final Operation.Kernel[] kernels;
  private final Buffer input;
  private final Buffer output;
  private final Optional<Buffer> outputGradient;
  private final Map<LayerInfo, Buffer> layerOutputs = new HashMap<>();
  private final Map<LayerInfo, Buffer> layerInputs = new HashMap<>();
  private final Map<LayerInfo, Buffer> layerOutputGradients = new HashMap<>();
  private final Activities activities;
  private Optional<NetworkState> attached = Optional.empty();
  private long pass;

  StaticExecution(StaticNetwork network, Graph graph, Plan plan) {
    this.network = network;
    this.graph = graph;
    this.plan = plan;
    kernels = plan.kernels().toArray(Operation.Kernel[]::new);
    input = plan.buffer(graph.input());
    output = plan.buffer(graph.output());
    outputGradient = plan.training() ? Optional.of(plan.outputGradient()) : Optional.empty();
    for (var step : graph.steps()) {
      if (plan.outputs().keeps(step) && !(step.operation() instanceof Biased b && b.isRelieved())) {
        layerOutputs.put(step.info(), plan.buffer(step.output()));
      }
    }
    for (var step : graph.steps()) {
      firstInput(step).ifPresent(buffer -> layerInputs.put(step.info(), buffer));
      plan.keptGradient(step)
          .ifPresent(gradient -> layerOutputGradients.put(step.info(), gradient));
    }
    activities = new Activities(graph, plan, network.device());
  }

  /** What a layer takes by its definition; a step that absorbed others takes theirs instead. */
  private Optional<Buffer> firstInput(Graph.Step step) {
    var names = step.info().inputs();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    return names.getFirst().equals(LayerInfo.DATA)
        ? Optional.of(input)
        : layerOutputs.entrySet().stream()
            .filter(output -> output.getKey().name().equals(names.getFirst()))
            .map(Map.Entry::getValue)
            .findFirst();
  }

  @Override
  public int steps() {
    return plan.steps();
  }

  @Override
  public int batch() {
    return plan.batch();
  }

  @Override
  public Tensor input() {
    return input.tensor();
  }

  @Override
  public Tensor output() {
    return output.tensor();
  }

  @Override
  public Tensor outputGradient() {
    return outputGradient.orElseThrow(StaticExecution::onlyInTraining).tensor();
  }

  @Override
  public void forward() {
    plan.carried().values().forEach(Carried::pointNowhere);
    attached = Optional.empty();
    run();
  }

  @Override
  public void forward(State state) {
    if (!(state instanceof NetworkState known)) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT, "the state is none that newState() made");
    }
    if (network.addedSteps() > 0) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          ("a network that lengthens sequences, as this one does by %d time steps, runs whole"
                  + " sequences only: a sequence that goes on from a state has no end yet to"
                  + " lengthen; choose layers that keep the length")
              .formatted(network.addedSteps()));
    }
    known.attach(network, plan.batch(), plan.carried(), plan.outputs().areGivenUp());
    attached = Optional.of(known);
    run();
  }

  private void run() {
    network.runs(this);
    pass = network.random().chosen();
    plan.traces().forEach(Trace::beginForward);
    for (int i = 0; i < kernels.length; i++) {
      kernels[i].forward();
      plan.packing().after(plan.schedule().forward(i), network.device());
    }
    plan.traces().forEach(Trace::endForward);
  }

  @Override
  public void randomise(long pass) {
    network.random().choose(pass);
  }

  @Override
  public void backward() {
    if (plan.isLocal()) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "credit is local in this execution: call backward(LearningSignal)");
    }
    backwardThrough(Optional.empty());
  }

  @Override
  public void backward(LearningSignal signal) {
    if (!plan.isLocal()) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "a learning signal needs an execution made by training(steps, batch, Credit.Local)");
    }
    backwardThrough(Optional.of(signal));
  }

  private void backwardThrough(Optional<LearningSignal> signal) {
    outputGradient.orElseThrow(StaticExecution::onlyInTraining);
    for (int i = kernels.length - 1; i >= 0; i--) {
      if (plan.schedule().endsSegment(i)) {
        runAgain(plan.schedule().first(i), i, step -> {});
      }
      plan.packing().before(plan.schedule().backward(i), network.device());
      if (plan.uses().hasBackward(i)) {
        if (plan.uses().receivesSignal(i)) {
          var layer = graph.steps().get(i).info();
          signal.orElseThrow().write(layer, layerOutputGradient(layer));
        }
        kernels[i].backward();
        var sums = plan.sums(i);
        for (int s = 0; s < sums.size(); s++) {
          var sum = sums.get(s);
          network.device().addTo(sum.part().tensor(), sum.total().tensor());
        }
      }
    }
  }

  /** Runs steps forward with the state and the random numbers of the last pass. */
  private void runAgain(int from, int to, Consumer<Graph.Step> visitor) {
    long next = network.random().chosen();
    network.random().choose(pass);
    plan.carried().values().forEach(Carried::pointAgain);
    for (int i = from; i <= to; i++) {
      kernels[i].forwardAgain();
      if (!graph.steps().get(i).absorbed()) {
        visitor.accept(graph.steps().get(i));
      }
      plan.packing().after(plan.schedule().forward(i), network.device());
    }
    network.random().choose(next);
  }

  /**
   * Shows the steps whose output can be looked at, in order, after a pass. Where outputs were given
   * up the whole pass runs again, which leaves everything as the pass left it.
   */
  void visit(Consumer<Graph.Step> visitor) {
    if (plan.outputs().areGivenUp()) {
      attached.ifPresent(NetworkState::requireOpen);
      runAgain(0, kernels.length - 1, visitor);
    } else {
      graph.steps().stream().filter(plan.outputs()::keeps).forEach(visitor);
    }
  }

  /** What a step computed, while it is visited. */
  Tensor output(Graph.Step step) {
    return plan.buffer(step.output()).tensor();
  }

  private static HillockException onlyInTraining() {
    return new HillockException(
        ErrorCode.FAILED_PRECONDITION,
        "this execution was made for inference; training(steps, batch) makes one with gradients");
  }

  @Override
  public List<LayerActivity> activity() {
    return activities.measure(this, network.device());
  }

  @Override
  public Tensor layerOutput(LayerInfo layer) {
    return kept(layerOutputs, layer, "output").tensor();
  }

  private Buffer kept(Map<LayerInfo, Buffer> all, LayerInfo layer, String what) {
    var found = all.get(layer);
    if (found == null) {
      graph.step(layer);
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "the %s of %s is not kept; inference keeps the outputs of layers with synapses or spikes,"
                  .formatted(what, layer.name())
              + " training with Credit.Local or Credit.Traced those of all layers, training through"
              + " time that of the last; but an elementwise function or a normalisation that only"
              + " neurons read is computed within theirs, and so is the bias of synapses that only"
              + " a normalisation reads");
    }
    return found;
  }

  @Override
  public Tensor layerInput(LayerInfo layer) {
    return kept(layerInputs, layer, "input").tensor();
  }

  @Override
  public Tensor layerOutputGradient(LayerInfo layer) {
    var found = layerOutputGradients.get(layer);
    if (found == null) {
      graph.step(layer);
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "the gradient of %s is not kept: that takes an execution made with Credit.Local, and a"
                  .formatted(layer.name())
              + " layer with synapses or spikes that learns");
    }
    return found.tensor();
  }

  @Override
  public long memoryBytes() {
    return plan.bytes();
  }
}
