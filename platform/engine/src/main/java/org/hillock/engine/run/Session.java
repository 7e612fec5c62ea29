package org.hillock.engine.run;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.data.Split;
import org.hillock.api.metric.Metric;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.Layer;
import org.hillock.api.network.Network;
import org.hillock.api.network.Parameter;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Batch;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.TrainingSession;
import org.hillock.api.train.Updates;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.engine.network.StaticNetwork;

/** What a trainer works with, for one run. */
final class Session implements TrainingSession, AutoCloseable {

  private static final int DEFAULT_BATCH = 64;
  private static final Pattern STAGE_NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private final Experiment experiment;
  private final Workbench bench;
  private final Path file;
  private final RunListener listener;
  private final BooleanSupplier cancelled;
  private final Optional<Checkpoint> from;
  private final int firstEpoch;
  private final ProgressMeter meter;
  private final Set<String> stages = new HashSet<>();
  private Stage stage;
  private long steps;
  private int largestBatch;
  private Optional<String> saved = Optional.empty();

  Session(
      Experiment experiment,
      Workbench bench,
      Path file,
      Optional<Checkpoint> from,
      RunListener listener,
      BooleanSupplier cancelled) {
    this.experiment = experiment;
    this.bench = bench;
    this.file = file;
    this.from = from;
    this.listener = listener;
    this.cancelled = cancelled;
    from.ifPresent(
        checkpoint -> {
          RunCheckpoints.requireSame(checkpoint, experiment, bench.facts());
          RunCheckpoints.restore(checkpoint, bench.network());
        });
    var position = from.map(RunCheckpoints::position);
    firstEpoch = position.map(p -> p.epoch() + 1).orElse(0);
    steps = position.map(RunCheckpoints.Position::steps).orElse(0L);
    stage = stage(Stage.WHOLE, bench.feed().encoding().steps(), bench.network());
    meter =
        new ProgressMeter(
            () -> stage.network(), listener, firstEpoch, experiment.trainer().epochs());
  }

  @Override
  public Network network() {
    return bench.network();
  }

  @Override
  public Device device() {
    return bench.device();
  }

  @Override
  public void beginStage(String name, int steps) {
    begin(name, steps, bench::network);
  }

  @Override
  public Network beginStage(String name, int steps, List<Layer> layers) {
    begin(name, steps, () -> bench.network(name, layers));
    return stage.network();
  }

  private void begin(String name, int steps, Supplier<StaticNetwork> network) {
    if (!STAGE_NAME.matcher(name).matches() || !stages.add(name)) {
      throw new HillockException(
          ErrorCode.PLUGIN_FAULT,
          "a stage has a name of its own, of lower-case letters, digits and underscores; the"
              + " trainer called one '%s'".formatted(name));
    }
    keepCheckpoint(name);
    stage.close();
    bench.feed().abandonBatches();
    stage = stage(name, steps, network.get());
    listener.log("stage %s: %d time steps".formatted(name, steps));
  }

  /** Keeps the latest checkpoint if it is another stage's. */
  private void keepCheckpoint(String next) {
    var latest = saved.isPresent() ? Optional.of(stage.name()) : from.map(RunCheckpoints::stage);
    var written = saved.isPresent() ? Optional.of(file) : from.map(Checkpoint::file);
    latest
        .filter(name -> !name.equals(Stage.WHOLE) && !name.equals(next))
        .ifPresent(name -> StageCheckpoints.keep(written.orElseThrow(), name, file.getParent()));
  }

  private Stage stage(String name, int steps, StaticNetwork network) {
    var own = from.filter(checkpoint -> RunCheckpoints.stage(checkpoint).equals(name));
    return new Stage(name, steps, network, bench, own);
  }

  @Override
  public Tensor tensor(Shape shape) {
    return stage.tensor(shape);
  }

  @Override
  public Tensor state(String name, Shape shape, Initialiser initial) {
    return stage.state(name, shape, initial, random(name));
  }

  @Override
  public int firstEpoch() {
    return firstEpoch;
  }

  @Override
  public RandomStream random(String purpose) {
    return RandomStream.of(experiment.seed()).named("trainer").named(purpose);
  }

  @Override
  public int batchCount(Split split, int batchSize) {
    return bench.feed().batchCount(split, batchSize);
  }

  @Override
  public Iterable<Batch> batches(Split split, int batchSize, int epoch) {
    largestBatch = Math.max(largestBatch, batchSize);
    return bench.feed().batches(split, batchSize, epoch);
  }

  @Override
  public Updates optimise(String name, Optimiser optimiser, List<Parameter> parameters) {
    return stage.optimise(name, optimiser, parameters);
  }

  @Override
  public Map<String, Double> evaluate(Split split, Loss loss, int batchSize) {
    var totals = evaluation().run(split, loss, batchSize, observation -> {});
    var figures = new LinkedHashMap<String, Double>();
    figures.put("loss", totals.loss());
    figures.put("accuracy", totals.accuracy());
    double rate = totals.rates().overall();
    if (!Double.isNaN(rate)) {
      figures.put("spike_rate", rate);
    }
    return figures;
  }

  @Override
  public List<Metric.Figure> measure(Loss loss, int batchSize) {
    var measured = Measured.begin(experiment.metrics(), stage.network());
    evaluation().run(Split.TEST, loss, batchSize, measured::add);
    return measured.figures();
  }

  /** Evaluates the network of the present stage. */
  private Evaluation evaluation() {
    return evaluation(stage.network(), stage.steps());
  }

  /** Evaluates what was trained. */
  Evaluation finalEvaluation() {
    return evaluation(bench.network(), bench.feed().encoding().steps());
  }

  private Evaluation evaluation(Network network, int steps) {
    return new Evaluation(network, steps, bench.feed(), bench.memory(), cancelled);
  }

  @Override
  public void step(int epoch, int step, int count, double loss, double accuracy) {
    if (cancelled.getAsBoolean()) {
      throw new HillockException(
          ErrorCode.CANCELLED, "the run was cancelled in epoch %d, step %d".formatted(epoch, step));
    }
    if (!Double.isFinite(loss)) {
      throw diverged(epoch, step, loss);
    }
    steps++;
    meter.step(epoch, step, count, loss, accuracy);
  }

  private HillockException diverged(int epoch, int step, double loss) {
    var where =
        stage
            .network()
            .firstNotFinite()
            .map(place -> "the first value that is not finite is in " + place)
            .orElse("the network's values are finite, so it arose in the loss itself");
    return new HillockException(
        ErrorCode.DIVERGED,
        "the loss is %s in epoch %d, step %d; %s. Lower the learning rate or clip gradients"
            .formatted(loss, epoch, step, where));
  }

  @Override
  public void endEpoch(int epoch, Map<String, Double> figures) {
    requireFiniteParameters(epoch);
    figures.forEach((series, value) -> listener.point(series, steps, epoch, value));
    save(epoch);
    Rasters.record(stage.network(), stage.steps(), bench.feed(), listener::spikes);
  }

  /** Neurons hide such values from the loss: what is not a number crosses no threshold. */
  private void requireFiniteParameters(int epoch) {
    var found = stage.network().firstParameterNotFinite();
    if (found.isPresent()) {
      throw new HillockException(
          ErrorCode.DIVERGED,
          "after epoch %d %s holds values that are not finite. Lower the learning rate or clip"
                  .formatted(epoch, found.get())
              + " gradients");
    }
  }

  private void save(int epoch) {
    saved =
        Optional.of(
            RunCheckpoints.write(
                file,
                experiment,
                bench.facts(),
                new RunCheckpoints.Position(epoch, steps),
                bench.network(),
                stage));
  }

  /** The SHA-256 of the last checkpoint; saves one if training ended no epoch. */
  String finish() {
    if (saved.isEmpty()) {
      save(firstEpoch - 1);
    }
    return saved.orElseThrow();
  }

  /** The batch size to evaluate with: what training had memory for. */
  int batchSize() {
    return largestBatch > 0 ? largestBatch : DEFAULT_BATCH;
  }

  @Override
  public void log(String line) {
    listener.log(line);
  }

  @Override
  public void close() {
    stage.close();
  }
}
