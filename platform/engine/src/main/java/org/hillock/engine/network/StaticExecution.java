package org.hillock.engine.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Execution;
import org.hillock.api.network.LayerActivity;
import org.hillock.api.network.LayerInfo;
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
  private final Activities activities;

  StaticExecution(StaticNetwork network, Graph graph, Plan plan) {
    this.network = network;
    this.graph = graph;
    this.plan = plan;
    kernels = plan.kernels().toArray(Operation.Kernel[]::new);
    input = plan.buffer(graph.input());
    output = plan.buffer(graph.output());
    outputGradient = plan.training() ? Optional.of(plan.outputGradient()) : Optional.empty();
    for (var step : graph.steps()) {
      if (plan.training() || Plan.observable(graph, step)) {
        layerOutputs.put(step.info(), plan.buffer(step.output()));
      }
    }
    activities = new Activities(graph, plan);
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
    plan.carried().values().forEach(c -> c.point(Optional.empty(), Optional.empty()));
    run();
  }

  @Override
  public void forward(State state) {
    if (!(state instanceof NetworkState known)) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT, "the state is none that newState() made");
    }
    known.attach(network, plan.batch(), plan.carried());
    run();
  }

  private void run() {
    network.runs(this);
    for (var kernel : kernels) {
      kernel.forward();
    }
  }

  @Override
  public void randomise(long pass) {
    network.random().choose(pass);
  }

  @Override
  public void backward() {
    outputGradient.orElseThrow(StaticExecution::onlyInTraining);
    for (int i = kernels.length - 1; i >= 0; i--) {
      if (plan.uses().hasBackward(i)) {
        kernels[i].backward();
        var sums = plan.sums(i);
        for (int s = 0; s < sums.size(); s++) {
          var sum = sums.get(s);
          network.device().addTo(sum.part().tensor(), sum.total().tensor());
        }
      }
    }
  }

  private static HillockException onlyInTraining() {
    return new HillockException(
        ErrorCode.FAILED_PRECONDITION,
        "this execution was made for inference; training(steps, batch) makes one with gradients");
  }

  @Override
  public List<LayerActivity> activity() {
    return activities.measure(network.device());
  }

  @Override
  public Tensor layerOutput(LayerInfo layer) {
    var found = layerOutputs.get(layer);
    if (found == null) {
      throw new HillockException(
          graph.layers().contains(layer) ? ErrorCode.FAILED_PRECONDITION : ErrorCode.NOT_FOUND,
          "the output of %s is not kept; inference keeps those of layers with synapses or spikes"
              .formatted(layer.name()));
    }
    return found.tensor();
  }

  /** Whether the output of a layer can be looked at. */
  boolean keeps(LayerInfo layer) {
    return layerOutputs.containsKey(layer);
  }

  @Override
  public long memoryBytes() {
    return plan.bytes();
  }
}
