package org.hillock.plugins.delays;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hillock.api.data.Split;
import org.hillock.api.network.Parameter;
import org.hillock.api.train.Batch;
import org.hillock.api.train.ForwardingSession;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.TrainingSession;
import org.hillock.api.train.Updates;

/** What the trainer of all else works with: delays are learned as it updates and ends epochs. */
final class DelaySession extends ForwardingSession {

  private final DelayTrainer trainer;
  private final List<LearnedDelays> layers;
  private int epoch;

  DelaySession(DelayTrainer trainer, TrainingSession session) {
    super(session);
    this.trainer = trainer;
    layers = LearnedDelays.of(session.network());
    if (layers.isEmpty()) {
      session.log("delays: no layer learns any");
    }
    spread(session.firstEpoch());
  }

  /** Sets sigma as it is in an epoch. */
  private void spread(int at) {
    int shrinks = (int) (trainer.epochs() * trainer.shrinking());
    for (var layer : layers) {
      var schedule = new SigmaSchedule(trainer.sigma().orElse(layer.half()), shrinks);
      layer.sigma().fill((float) schedule.at(at));
    }
  }

  @Override
  public Iterable<Batch> batches(Split split, int batchSize, int of) {
    epoch = split == Split.TRAIN ? of : epoch;
    return super.batches(split, batchSize, of);
  }

  @Override
  public Updates optimise(String name, Optimiser optimiser, List<Parameter> parameters) {
    var apart = parameters.stream().collect(Collectors.partitioningBy(this::isPosition));
    if (apart.get(true).isEmpty()) {
      return super.optimise(name, optimiser, parameters);
    }
    return new DelayUpdates(
        super.optimise(name, optimiser, apart.get(false)),
        super.optimise(name + "-positions", trainer.positions(), apart.get(true)),
        this::positionRate);
  }

  private boolean isPosition(Parameter parameter) {
    return layers.stream().anyMatch(layer -> layer.position().name().equals(parameter.name()));
  }

  private double positionRate() {
    double factor = trainer.positionSchedule().factor(epoch, trainer.epochs());
    return trainer.positions().rate() * factor;
  }

  @Override
  public void endEpoch(int ended, Map<String, Double> figures) {
    var all = new LinkedHashMap<>(figures);
    layers.stream()
        .mapToDouble(layer -> layer.sigma().get(0))
        .average()
        .ifPresent(
            sigma -> {
              all.put("sigma", sigma);
              all.put("position_rate", positionRate());
            });
    spread(ended + 1);
    super.endEpoch(ended, all);
  }
}
