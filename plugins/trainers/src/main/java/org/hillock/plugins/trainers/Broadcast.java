package org.hillock.plugins.trainers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.network.Execution;
import org.hillock.api.network.Initialiser;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.network.Parameter;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Batch;
import org.hillock.api.train.TrainingSession;

/** E-prop's broadcast of the readout's errors to all spiking layers. */
final class Broadcast implements LocalRule {

  private final EProp rule;
  private final TrainingSession session;
  private final LayerInfo readout;
  private final Parameter weight;
  private final Map<LayerInfo, Parameter> feedback = new LinkedHashMap<>();

  private Broadcast(EProp rule, TrainingSession session, LayerInfo readout) {
    this.rule = rule;
    this.session = session;
    this.readout = readout;
    weight = session.network().parameters(readout).getFirst();
  }

  static Broadcast of(EProp rule, TrainingSession session) {
    var layers = session.network().layers();
    var readout = layers.stream().filter(l -> l.macs() > 0).reduce((a, b) -> b);
    var broadcast =
        readout.filter(l -> isDense(session, l)).map(l -> new Broadcast(rule, session, l));
    var ready =
        broadcast.orElseThrow(
            () ->
                new HillockException(
                    ErrorCode.INVALID_ARGUMENT,
                    "e-prop needs a readout: let the last layer with synapses be linear"));
    layers.subList(0, layers.indexOf(ready.readout)).stream()
        .filter(LayerInfo::spiking)
        .forEach(ready::connect);
    return ready;
  }

  private static boolean isDense(TrainingSession session, LayerInfo layer) {
    var parameters = session.network().parameters(layer);
    return !layer.spiking()
        && !parameters.isEmpty()
        && parameters.getFirst().value().shape().rank() == 2
        && parameters.getFirst().value().shape().size() == layer.macs();
  }

  private void connect(LayerInfo layer) {
    int neurons = Math.toIntExact(layer.outputShape().size());
    if (rule.feedback() == EProp.Feedback.SYMMETRIC) {
      if (neurons != weight.value().shape().dim(0)) {
        throw new HillockException(
            ErrorCode.INVALID_ARGUMENT,
            "layer %s has %d neurons, the readout %s %d inputs: symmetric feedback needs every"
                    .formatted(layer.name(), neurons, readout.name(), weight.value().shape().dim(0))
                + " spiking layer to feed the readout; set feedback to random or adaptive");
      }
      feedback.put(layer, weight);
      return;
    }
    var shape = Shape.of(neurons, weight.value().shape().dim(1));
    var name = "feedback/" + layer.name();
    var drawn = Initialiser.normal(rule.feedbackScale() / Math.sqrt(neurons));
    feedback.put(
        layer,
        new Parameter(
            name,
            session.state(name, shape, drawn),
            session.tensor(shape),
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY));
  }

  @Override
  public List<Parameter> parameters() {
    return rule.feedback() == EProp.Feedback.ADAPTIVE ? List.copyOf(feedback.values()) : List.of();
  }

  @Override
  public void signal(Execution execution, LayerInfo layer, Batch batch, Tensor gradient) {
    var errors = execution.layerOutputGradient(readout);
    var weights = of(layer).value();
    int outputs = weights.shape().dim(1);
    int rows = Math.toIntExact(errors.size() / outputs);
    int neurons = weights.shape().dim(0);
    session.device().gemm(false, true, rows, neurons, outputs, errors, weights, gradient, false);
    if (rule.rateRegularisation() > 0) {
      regularise(execution.layerOutput(layer), gradient, neurons);
    }
  }

  private Parameter of(LayerInfo layer) {
    return Optional.ofNullable(feedback.get(layer))
        .orElseThrow(
            () ->
                new HillockException(
                    ErrorCode.INVALID_ARGUMENT,
                    "layer %s spikes behind the readout %s and is not the network's output; e-prop"
                            .formatted(layer.name(), readout.name())
                        + " has no errors to broadcast to it: put linear after it"));
  }

  /** Adds the gradient of {@code c/2·Σ_j (f_j - f_target)²}, f_j the mean over time and batch. */
  private void regularise(Tensor spikes, Tensor gradient, int neurons) {
    long rows = spikes.size() / neurons;
    for (int j = 0; j < neurons; j++) {
      double sum = 0;
      for (long row = 0; row < rows; row++) {
        sum += spikes.get(row * neurons + j);
      }
      double pull = rule.rateRegularisation() * (sum / rows - rule.targetRate()) / rows;
      for (long row = 0; row < rows; row++) {
        long at = row * neurons + j;
        gradient.set(at, (float) (gradient.get(at) + pull));
      }
    }
  }

  /** Adaptive feedback learns as direct synapses to the readout would; both decay. */
  @Override
  public void finish(Execution execution) {
    if (rule.feedback() != EProp.Feedback.ADAPTIVE) {
      return;
    }
    var errors = execution.layerOutputGradient(readout);
    feedback.forEach(
        (layer, parameter) -> {
          var spikes = execution.layerOutput(layer);
          int neurons = parameter.value().shape().dim(0);
          int outputs = parameter.value().shape().dim(1);
          int rows = Math.toIntExact(errors.size() / outputs);
          session
              .device()
              .gemm(
                  true, false, neurons, outputs, rows, spikes, errors, parameter.gradient(), false);
          decay(parameter);
        });
    decay(weight);
  }

  private void decay(Parameter parameter) {
    var gradient = parameter.gradient();
    for (long i = 0, n = gradient.size(); i < n; i++) {
      double decayed = gradient.get(i) + rule.feedbackDecay() * parameter.value().get(i);
      gradient.set(i, (float) decayed);
    }
  }
}
