package org.hillock.engine.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Convolution;
import org.hillock.api.backend.Device;
import org.hillock.api.network.Credit;
import org.hillock.api.network.Execution;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Network;
import org.hillock.api.network.Parameter;
import org.hillock.api.network.State;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.memory.Block;
import org.hillock.engine.memory.Memory;

/** A static graph with its parameters and its executions. */
public final class StaticNetwork implements Network, AutoCloseable {

  /** What an execution is made for. */
  record Size(boolean training, Credit credit, int steps, int batch) {

    @Override
    public String toString() {
      return "%s on batches of %d sequences of %d steps"
          .formatted(training ? "training" : "inference", batch, steps);
    }
  }

  private final Graph graph;
  private final Graph fused;
  private final Memory memory;
  private final Activations activations;
  private final Consumer<String> log;
  private final Kernels kernels;
  private final Parameters parameters;
  private final StepRandom random;
  private final Map<Size, StaticExecution> executions = new HashMap<>();
  private final List<Block> blocks = new ArrayList<>();
  private Optional<StaticExecution> latest = Optional.empty();

  StaticNetwork(
      Graph graph,
      Device device,
      Memory memory,
      RandomStream random,
      Activations activations,
      Consumer<String> log) {
    this.graph = graph;
    fused = Fusion.of(graph);
    this.memory = memory;
    this.activations = activations;
    this.log = log;
    this.random = new StepRandom(random.named("passes"));
    kernels = new Kernels(device);
    parameters = new Parameters(graph.slots(), memory, random.named("parameters"));
  }

  @Override
  public List<LayerInfo> layers() {
    return graph.layers();
  }

  @Override
  public List<Parameter> parameters() {
    return parameters.learnable();
  }

  @Override
  public List<Parameter> parameters(LayerInfo layer) {
    var step = graph.step(layer);
    return step.inputs().stream()
        .filter(v -> v instanceof Slot slot && slot.learnable())
        .map(v -> parameters.parameter((Slot) v))
        .toList();
  }

  @Override
  public Optional<Convolution> convolution(LayerInfo layer) {
    return graph.step(layer).operation() instanceof Conv2d synapses
        ? Optional.of(synapses.convolution())
        : Optional.empty();
  }

  Graph.Step step(LayerInfo layer) {
    return graph.step(layer);
  }

  @Override
  public Map<String, Tensor> buffers() {
    return parameters.buffers();
  }

  @Override
  public Shape inputShape() {
    return graph.input().shape();
  }

  @Override
  public Shape outputShape() {
    return graph.output().shape();
  }

  @Override
  public int addedSteps() {
    return graph.output().addedSteps();
  }

  @Override
  public Execution training(int steps, int batch, Credit credit) {
    if (credit instanceof Credit.Traced && steps != 1) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "traces are for sequences of 1 step that a state carries on, got " + steps);
    }
    return execution(new Size(true, credit, steps, batch));
  }

  @Override
  public Execution inference(int steps, int batch) {
    return execution(new Size(false, new Credit.ThroughTime(), steps, batch));
  }

  private StaticExecution execution(Size size) {
    var known = executions.get(size);
    if (known == null) {
      known = execute(size);
      executions.put(size, known);
    }
    return known;
  }

  private StaticExecution execute(Size size) {
    if (size.steps < 1 || size.batch < 1) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "a sequence has at least 1 step and a batch at least 1 sample, got %d and %d"
              .formatted(size.steps, size.batch));
    }
    var plan = plan(size, activations);
    plan.bind(blockOf(size.training ? withEvaluation(size, plan.bytes()) : plan.bytes(), size));
    return new StaticExecution(this, fused, plan);
  }

  /** Evaluation on sequences of this size follows training on them, and shares its memory. */
  private long withEvaluation(Size size, long training) {
    var inference = new Size(false, new Credit.ThroughTime(), size.steps, size.batch);
    return Math.max(training, plan(inference, Activations.KEPT).bytes());
  }

  private Plan plan(Size size, Activations choice) {
    var plan = plan(size, Schedule.once(graph.steps().size()));
    if (choice == Activations.KEPT || !size.training || !throughTime(size)) {
      return plan;
    }
    var cut = plan(size, Schedule.again(Segments.of(fused, plan)));
    return cut.bytes() < plan.bytes() ? cut : plan;
  }

  /** Other rules look at what layers sent and received, which is then kept. */
  private static boolean throughTime(Size size) {
    return size.credit instanceof Credit.ThroughTime;
  }

  private Plan plan(Size size, Schedule schedule) {
    var context = new Plan.Context(kernels, parameters, random);
    return new Plan(fused, context, size.training, size.credit, size.steps, size.batch, schedule);
  }

  /** Executions share memory: one takes the smallest block it fits into. */
  private Block blockOf(long bytes, Size size) {
    return blocks.stream()
        .filter(b -> b.bytes() >= bytes)
        .min((a, b) -> Long.compare(a.bytes(), b.bytes()))
        .orElseGet(() -> allocate(bytes, size));
  }

  private Block allocate(long bytes, Size size) {
    if (!memory.fits(bytes)) {
      throw Shortage.of(
          size, bytes, memory, activations, (other, choice) -> plan(other, choice).bytes());
    }
    var block = memory.allocate(bytes, size.toString());
    blocks.add(block);
    log.accept(
        "%s takes %s of memory; all tensors so far take %s"
            .formatted(size, Memory.text(bytes), Memory.text(memory.usedBytes())));
    return block;
  }

  @Override
  public State newState(int batch) {
    return new NetworkState(this, memory, batch);
  }

  /** Where values that are not finite arose in the latest pass, as a sentence's object. */
  public Optional<String> firstNotFinite() {
    var pass = latest.flatMap(e -> NotFinite.output(e, device()));
    return pass.isPresent() ? pass : firstParameterNotFinite();
  }

  /** The first parameter with values that are not finite, as a sentence's object. */
  public Optional<String> firstParameterNotFinite() {
    return NotFinite.parameter(parameters.learnable(), device());
  }

  /** The latest execution that ran. */
  public Optional<Execution> latest() {
    return latest.map(e -> e);
  }

  /** The kernels compiled so far in readable form; executions compile what they need. */
  public String explain() {
    return kernels.explain();
  }

  void runs(StaticExecution execution) {
    latest = Optional.of(execution);
  }

  Device device() {
    return kernels.device();
  }

  StepRandom random() {
    return random;
  }

  @Override
  public void close() {
    kernels.close();
    blocks.forEach(Block::close);
    blocks.clear();
    executions.clear();
    parameters.close();
  }
}
