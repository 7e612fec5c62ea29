package org.hillock.plugins.delays;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
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
    var batches = super.batches(split, batchSize, of);
    if (split != Split.TRAIN) {
      return batches;
    }
    epoch = of;
    return () -> checked(batches.iterator());
  }

  private Iterator<Batch> checked(Iterator<Batch> batches) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public Batch next() {
        var batch = batches.next();
        requireArrival(batch.steps());
        return batch;
      }
    };
  }

  /** That the longest delay of each layer ends within a sequence. */
  private void requireArrival(int steps) {
    for (var layer : layers) {
      if (layer.window() > steps) {
        throw new HillockException(
            ErrorCode.INVALID_ARGUMENT,
            ("layer %s has delays of up to %d steps, beyond the end of sequences of %d: what is"
                 + " sent would never arrive; set window to at most %d, or let sequences be longer")
                .formatted(
                    layer.layer(), layer.window() - 1, steps, steps - (steps % 2 == 0 ? 1 : 0)));
      }
    }
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
