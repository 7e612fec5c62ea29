package org.hillock.engine.network;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.ScanKernel;
import org.hillock.api.backend.ScanProgram;
import org.hillock.api.network.Operation;
import org.hillock.api.network.Preparation;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;

/** What one step asks for. Gradients are planned when first asked for, each once. */
final class StepPreparation implements Preparation {

  private final Plan plan;
  private final Graph.Step step;
  private final Optional<Buffer>[] inputGradients;
  private final Optional<Trace> trace;
  private final BackwardReads reads;
  private boolean over;

  StepPreparation(Plan plan, Graph.Step step) {
    this.plan = plan;
    this.step = step;
    reads = new BackwardReads(step, plan.training());
    inputGradients = empty(step.inputs().size());
    var decay = plan.traceDecay(step);
    boolean traced = decay.isPresent() && !(step.operation() instanceof Recurrent);
    trace = traced ? Optional.of(plan.trace(this, step, decay.getAsDouble())) : Optional.empty();
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

  /** Ends the preparation: memory is laid out now. */
  Operation.Kernel end(Operation.Kernel kernel) {
    over = true;
    return reads.keptBy(kernel);
  }

  private void stillOpen() {
    if (over) {
      throw new IllegalStateException(
          step.place() + ": buffers are asked for in prepare, not while the kernel runs");
    }
  }

  /** How many inputs the step has. */
  static int inputs(Preparation at) {
    return ((StepPreparation) at).step.inputs().size();
  }

  /** Where to write the gradient of an input, if it is wanted. */
  static Optional<Buffer> wantedGradient(Preparation at, int input) {
    return at.needsGradient(input) ? Optional.of(at.inputGradient(input)) : Optional.empty();
  }

  @Override
  public int steps() {
    return plan.steps(step.output()) - step.operation().addedSteps();
  }

  @Override
  public int outputSteps() {
    return plan.steps(step.output());
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
    stillOpen();
    return index == 0 && trace.isPresent()
        ? trace.get()
        : reads.input(index, plan.input(step.inputs().get(index)));
  }

  /** Whether gradients cross recurrent connections. */
  static boolean recurrentGradients(Preparation at) {
    return !((StepPreparation) at).plan.isLocal();
  }

  /** How the traces of spikes that arrive by recurrent connections decay, if they are wanted. */
  static OptionalDouble traceDecay(Preparation at) {
    var preparation = (StepPreparation) at;
    return preparation.plan.traceDecay(preparation.step);
  }

  @Override
  public Buffer output() {
    stillOpen();
    return reads.output(plan.buffer(step.output()));
  }

  @Override
  public boolean needsGradient(int input) {
    return plan.training() && plan.uses().needsGradient(step.index(), input);
  }

  @Override
  public Buffer outputGradient() {
    stillOpen();
    return plan.training() && plan.uses().hasBackward(step.index())
        ? plan.gradient(step.output())
        : StepPreparation::noGradient;
  }

  @Override
  public Buffer inputGradient(int index) {
    stillOpen();
    if (inputGradients[index].isEmpty() && needsGradient(index)) {
      inputGradients[index] = Optional.of(plan.inputGradient(step, index));
    }
    return inputGradients[index].orElse(StepPreparation::noGradient);
  }

  private static Tensor noGradient() {
    throw new IllegalStateException("there is a gradient only in a backward pass that needs it");
  }

  @Override
  public Buffer saved(Shape shape) {
    stillOpen();
    return plan.saved(step, shape);
  }

  @Override
  public Buffer scratch(Shape shape) {
    stillOpen();
    return plan.scratch(step, shape);
  }

  @Override
  public CarriedBuffer carried(String name, Shape shape, double initial) {
    stillOpen();
    return plan.carried(Plan.carriedBy(step) + name, shape);
  }

  @Override
  public RandomStream random() {
    return plan.context().random().of(step.info().name());
  }
}
