package org.hillock.engine.network;

import java.util.Arrays;
import java.util.Optional;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.network.Preparation;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;

/** What one step asks for. Gradients are planned when first asked for, each once. */
final class StepPreparation implements Preparation {

  private final Plan plan;
  private final Graph.Step step;
  private final Optional<Buffer>[] inputGradients;

  StepPreparation(Plan plan, Graph.Step step) {
    this.plan = plan;
    this.step = step;
    inputGradients = empty(step.inputs().size());
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Optional<Buffer>[] empty(int size) {
    Optional[] all = new Optional[size];
    Arrays.fill(all, Optional.empty());
    return all;
  }

  /** The kernel of a program, compiled once for the whole network. */
  static ScanKernel compiled(Preparation at, ScanProgram program) {
    return ((StepPreparation) at).plan.context().kernels().compile(program);
  }

  /** How many inputs the step has. */
  static int inputs(Preparation at) {
    return ((StepPreparation) at).step.inputs().size();
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
  public boolean training() {
    return plan.training();
  }

  @Override
  public Device device() {
    return plan.context().kernels().device();
  }

  @Override
  public Buffer input(int index) {
    return plan.input(step.inputs().get(index));
  }

  @Override
  public Buffer output() {
    return plan.buffer(step.output());
  }

  @Override
  public boolean needsGradient(int input) {
    return plan.training() && plan.uses().needsGradient(step.index(), input);
  }

  @Override
  public Buffer outputGradient() {
    return plan.training() && plan.uses().hasBackward(step.index())
        ? plan.gradient(step.output())
        : scratch(step.output().shape().prepend(steps(), batch()));
  }

  @Override
  public Buffer inputGradient(int index) {
    if (inputGradients[index].isEmpty()) {
      inputGradients[index] = Optional.of(plannedGradient(index));
    }
    return inputGradients[index].get();
  }

  private Buffer plannedGradient(int index) {
    if (needsGradient(index)) {
      return plan.inputGradient(step, index);
    }
    var value = step.inputs().get(index);
    return scratch(
        value.isSequence() ? value.shape().prepend(steps(), batch()) : value.shape());
  }

  @Override
  public Buffer saved(Shape shape) {
    return plan.saved(step, shape);
  }

  @Override
  public Buffer scratch(Shape shape) {
    return plan.scratch(step, shape);
  }

  @Override
  public CarriedBuffer carried(String name, Shape shape, double initial) {
    return plan.carried(step.index() + "/" + name, shape);
  }

  @Override
  public RandomStream random() {
    return plan.context().random().of(step.info().name());
  }
}
