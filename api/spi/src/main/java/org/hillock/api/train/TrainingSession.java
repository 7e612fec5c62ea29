package org.hillock.api.train;

import java.util.List;
import java.util.Map;
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
import org.osgi.annotation.versioning.ProviderType;

/** What a trainer works with. Implemented by the engine. */
@ProviderType
public interface TrainingSession {

  /** The network, initialised, or as the checkpoint left it. */
  Network network();

  /** What computes, for the products of a learning rule of the trainer's own. */
  Device device();

  /** Memory for the trainer's own use, all zero, that lives as long as the session. */
  Tensor tensor(Shape shape);

  /**
   * Memory as {@link #tensor} whose content belongs to the training: kept in checkpoints under
   * {@code name}, and restored when a session resumes.
   *
   * @param initial fills it unless a checkpoint does; draws from a stream of that name
   */
  Tensor state(String name, Shape shape, Initialiser initial);

  /** The epoch to begin with: 0, or the one after the checkpoint's. */
  int firstEpoch();

  /** Random numbers for a purpose of the trainer's own. */
  RandomStream random(String purpose);

  /** How many batches an epoch has. */
  int batchCount(Split split, int batchSize);

  /**
   * The batches of an epoch. The training split is shuffled anew each epoch, the others are in
   * order; the last batch may be smaller. A batch is valid until the next one is asked for.
   */
  Iterable<Batch> batches(Split split, int batchSize, int epoch);

  /**
   * An optimiser over some parameters. Its states are kept in checkpoints under {@code name}, and
   * are restored when a session resumes.
   */
  Updates optimise(String name, Optimiser optimiser, List<Parameter> parameters);

  /**
   * Begins a stage of a training that has several, on the session's network. What was asked for
   * before is dropped (optimisers, states, memory, the network of another stage), from checkpoints
   * too; the last checkpoint of the stage before stays, as {@code stages/NAME.safetensors} in the
   * run's folder. A session that resumes in the middle of a stage restores what that stage asks
   * for, so a trainer begins with the stage of {@link #firstEpoch()}.
   *
   * <p>What the session evaluates, measures and shows is the stage's network on sequences of the
   * stage's length; what counts after training is the session's network and the encoder's length.
   *
   * @param name of the stage, each once; lower case with underscores
   * @param steps time steps T of its sequences
   */
  void beginStage(String name, int steps);

  /**
   * As {@link #beginStage(String, int)}, on a network of the stage's own for the same data.
   *
   * @param layers one after the other
   * @return initialised, or as the checkpoint of this stage left it
   * @throws org.hillock.api.HillockException what a layer reports; {@code SHAPE_MISMATCH} if the
   *     output does not have a feature for each class
   */
  Network beginStage(String name, int steps, List<Layer> layers);

  /** What the experiment's metrics say of the network on the test split, as at a run's end. */
  List<Metric.Figure> measure(Loss loss, int batchSize);

  /**
   * Evaluates the network on a split.
   *
   * @return {@code loss}, {@code accuracy} in [0, 1], and {@code spike_rate}: spikes a neuron and
   *     time step, absent without spiking layers
   */
  Map<String, Double> evaluate(Split split, Loss loss, int batchSize);

  /**
   * Reports a training step; also where a cancelled run ends.
   *
   * @param accuracy share of correct predictions in this step, in [0, 1]
   * @throws org.hillock.api.HillockException with {@code CANCELLED}, or with {@code DIVERGED} if
   *     the loss is not a finite number
   */
  void step(int epoch, int step, int steps, double loss, double accuracy);

  /**
   * Ends an epoch: records its figures as points of metric series and saves a checkpoint.
   *
   * @param figures names (lower case with underscores, for example {@code train_loss}) and values
   */
  void endEpoch(int epoch, Map<String, Double> figures);

  /** Writes a line to the run's log. */
  void log(String line);
}
