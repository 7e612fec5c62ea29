package org.hillock.engine.run;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.data.SampleShape;
import org.hillock.api.network.Execution;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.train.Loss;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.engine.memory.Memory;
import org.hillock.engine.network.Activations;
import org.hillock.engine.network.Networks;
import org.hillock.engine.network.StaticNetwork;
import org.hillock.engine.train.Encoding;
import org.slf4j.LoggerFactory;

/** A trained network that answers. Belongs to one thread at a time. */
public final class Predictor implements AutoCloseable {

  private final Encoding encoding;
  private final Loss loss;
  private final SampleShape sample;
  private final int classes;
  private final Device device;
  private final Memory memory;
  private final StaticNetwork network;

  private Predictor(Experiment experiment, Checkpoint checkpoint, Device device, Memory memory) {
    this.device = device;
    this.memory = memory;
    loss = experiment.trainer().loss();
    var facts = RunCheckpoints.data(checkpoint);
    sample = facts.sample();
    classes = facts.classes();
    encoding = Encoding.of(experiment.encoder(), sample);
    network =
        Networks.build(
            experiment.network(),
            encoding.input(),
            device,
            memory,
            RandomStream.of(experiment.seed()),
            Activations.KEPT,
            line -> {});
    Workbench.requireClasses(network, classes);
    RunCheckpoints.restore(checkpoint, network);
  }

  /**
   * Opens a checkpoint; the data set is not needed.
   *
   * @throws HillockException {@code CORRUPT_FILE} if the checkpoint is damaged, {@code
   *     FAILED_PRECONDITION} if it belongs to another network
   */
  public static Predictor open(Experiment experiment, Path checkpoint) {
    var log = LoggerFactory.getLogger(Predictor.class);
    try (var file = Checkpoint.open(checkpoint)) {
      var device = Backends.open(experiment, log::warn).device();
      var memory = Memory.open();
      try {
        return new Predictor(experiment, file, device, memory);
      } catch (RuntimeException e) {
        memory.close();
        device.close();
        throw e;
      }
    }
  }

  /** What one sample looks like, before encoding. */
  public SampleShape inputShape() {
    return sample;
  }

  /** How many classes there are. */
  public int classes() {
    return classes;
  }

  /**
   * Predicts.
   *
   * @param values {@code [batch][sample…]}, row-major
   * @param batch how many samples
   * @param seed of a random encoder
   * @throws HillockException {@code SHAPE_MISMATCH} if {@code values} is not of that size
   */
  public Prediction predict(float[] values, int batch, long seed) {
    var shape = sample.tensor();
    if (batch < 1 || values.length != batch * shape.size()) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "%d samples of %s are %d values, got %d"
              .formatted(batch, sample, batch * shape.size(), values.length));
    }
    var execution = network.inference(encoding.steps(), batch);
    encode(values, execution, RandomStream.of(seed).named("predict"));
    execution.forward();
    try (var block = memory.allocate((long) batch * classes * Float.BYTES, "prediction")) {
      var scores = block.tensor(0, Shape.of(batch, classes));
      loss.scores(execution.output(), scores);
      var best = new int[batch];
      for (int b = 0; b < batch; b++) {
        best[b] = Evaluation.best(scores, b);
      }
      var rates = new FiringRates().add(execution.activity());
      return new Prediction(scores.toArray(), best, rates.all());
    }
  }

  private void encode(float[] values, Execution execution, RandomStream random) {
    var shape = sample.tensor();
    int size = Math.toIntExact(shape.size());
    int batch = execution.batch();
    long bytes = shape.size() * Float.BYTES;
    var room = encoding.scratch();
    try (var block = memory.allocate(bytes + room.size() * Float.BYTES, "encoding")) {
      var one = block.tensor(0, shape);
      var scratch = block.tensor(bytes, room);
      for (int b = 0; b < batch; b++) {
        MemorySegment.copy(values, b * size, one.segment(), ValueLayout.JAVA_FLOAT, 0, size);
        encoding.encode(one, scratch, execution.input(), b, random.numbered(b));
      }
    }
  }

  @Override
  public void close() {
    network.close();
    memory.close();
    device.close();
  }
}
