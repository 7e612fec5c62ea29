package org.hillock.plugins.trainers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Parameter;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Batch;
import org.hillock.api.train.TrainingSession;

/** DECOLLE's random readouts, one for each spiking layer. */
final class LocalReadouts implements LocalRule {

  private final Decolle rule;
  private final TrainingSession session;
  private final int classes;
  private final Map<LayerInfo, Tensor> readouts = new HashMap<>();
  private final Map<Shape, List<Tensor>> memory = new HashMap<>();

  LocalReadouts(Decolle rule, TrainingSession session) {
    this.rule = rule;
    this.session = session;
    classes = Math.toIntExact(session.network().outputShape().size());
    for (var layer : session.network().layers()) {
      if (layer.spiking()) {
        int neurons = Math.toIntExact(layer.outputShape().size());
        var drawn = Initialiser.uniform(rule.readoutScale() / Math.sqrt(neurons));
        var shape = Shape.of(neurons, classes);
        readouts.put(layer, session.state("readout/" + layer.name(), shape, drawn));
      }
    }
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public void signal(Execution execution, LayerInfo layer, Batch batch, Tensor gradient) {
    var weights = Optional.ofNullable(readouts.get(layer)).orElseThrow();
    var spikes = execution.layerOutput(layer);
    int steps = spikes.shape().dim(0);
    int neurons = weights.shape().dim(0);
    int rows = steps * execution.batch();
    var shape = Shape.of(steps, execution.batch(), classes);
    var tensors = memory.computeIfAbsent(shape, s -> List.of(session.tensor(s), session.tensor(s)));
    var read = tensors.getFirst();
    var errors = tensors.getLast();
    var device = session.device();
    device.gemm(false, false, rows, classes, neurons, spikes, weights, read, false);
    for (int t = 0; t < steps; t++) {
      rule.localLoss().evaluate(read.slice(t, 1), batch.labels(), errors.slice(t, 1));
    }
    for (long i = 0, n = errors.size(); i < n; i++) {
      errors.set(i, errors.get(i) / steps);
    }
    device.gemm(false, true, rows, neurons, classes, errors, weights, gradient, false);
  }

  @Override
  public void finish(Execution execution) {}
}
