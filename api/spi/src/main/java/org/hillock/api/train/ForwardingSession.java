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
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A session that does what another one does, but for the methods overridden: what a trainer that
 * builds on another trainer gives to it.
 */
@ConsumerType
public abstract class ForwardingSession implements TrainingSession {

  private final TrainingSession session;

  /**
   * @param session does the work
   */
  protected ForwardingSession(TrainingSession session) {
    this.session = session;
  }

  @Override
  public Network network() {
    return session.network();
  }

  @Override
  public Device device() {
    return session.device();
  }

  @Override
  public Tensor tensor(Shape shape) {
    return session.tensor(shape);
  }

  @Override
  public Tensor state(String name, Shape shape, Initialiser initial) {
    return session.state(name, shape, initial);
  }

  @Override
  public int firstEpoch() {
    return session.firstEpoch();
  }

  @Override
  public RandomStream random(String purpose) {
    return session.random(purpose);
  }

  @Override
  public int batchCount(Split split, int batchSize) {
    return session.batchCount(split, batchSize);
  }

  @Override
  public Iterable<Batch> batches(Split split, int batchSize, int epoch) {
    return session.batches(split, batchSize, epoch);
  }

  @Override
  public Updates optimise(String name, Optimiser optimiser, List<Parameter> parameters) {
    return session.optimise(name, optimiser, parameters);
  }

  @Override
  public void beginStage(String name, int steps) {
    session.beginStage(name, steps);
  }

  @Override
  public Network beginStage(String name, int steps, List<Layer> layers) {
    return session.beginStage(name, steps, layers);
  }

  @Override
  public List<Metric.Figure> measure(Loss loss, int batchSize) {
    return session.measure(loss, batchSize);
  }

  @Override
  public Map<String, Double> evaluate(Split split, Loss loss, int batchSize) {
    return session.evaluate(split, loss, batchSize);
  }

  @Override
  public void step(int epoch, int step, int steps, double loss, double accuracy) {
    session.step(epoch, step, steps, loss, accuracy);
  }

  @Override
  public void endEpoch(int epoch, Map<String, Double> figures) {
    session.endEpoch(epoch, figures);
  }

  @Override
  public void log(String line) {
    session.log(line);
  }
}
