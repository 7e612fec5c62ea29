package org.hillock.plugins.iir;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Split;
import org.hillock.api.network.Network;
import org.hillock.api.train.Batch;
import org.hillock.api.train.TrainingSession;

/** The stages of a training, one after the other. */
final class Pipeline {

  private static final String ARTIFICIAL = "ann";

  private final TemporalPruning rule;
  private final TrainingSession session;
  private final Network network;

  Pipeline(TemporalPruning rule, TrainingSession session) {
    this.rule = rule;
    this.session = session;
    network = session.network();
  }

  /** Runs what is left. The conversion is done again if no later stage has a checkpoint. */
  void run() {
    requireHeldImages();
    int begin = rule.artificialEpochs();
    if (begin > 0 && session.firstEpoch() <= begin) {
      var artificial = session.beginStage(ARTIFICIAL, 1, rule.ann());
      new StageLoop(session, artificial, ARTIFICIAL, 1, artificialRecipe()).run(0);
      convert(artificial);
    }
    for (int steps : rule.timeSteps()) {
      if (session.firstEpoch() < begin + rule.stageEpochs()) {
        var name = "t" + steps;
        session.beginStage(name, steps);
        new StageLoop(session, network, name, steps, recipe()).run(begin);
      }
      begin += rule.stageEpochs();
    }
  }

  private Recipe artificialRecipe() {
    return new Recipe(
        rule.annEpochs(),
        rule.batchSize(),
        1,
        true,
        rule.annOptimiser(),
        rule.annSchedule(),
        rule.loss());
  }

  private Recipe recipe() {
    return new Recipe(
        rule.stageEpochs(),
        rule.batchSize(),
        rule.accumulate(),
        rule.learnNeurons(),
        rule.optimiser(),
        rule.schedule(),
        rule.loss());
  }

  private void convert(Network artificial) {
    new Conversion(rule.annEpsilon()).convert(artificial, network);
    var search =
        new ThresholdSearch(
            rule.searchSteps(),
            rule.percentile(),
            rule.scaling(),
            rule.searchLayers().orElse(Integer.MAX_VALUE),
            rule.batchSize());
    search.run(network, firstBatch(rule.searchImages()), session::log);
  }

  /** Of the epoch that follows the artificial network's. */
  private Batch firstBatch(int size) {
    return session.batches(Split.TRAIN, size, rule.artificialEpochs()).iterator().next();
  }

  /** Whatever T is, the network sees the same image at each step. */
  private void requireHeldImages() {
    var batch = firstBatch(rule.batchSize());
    if (batch.steps() > 1) {
      var two = network.inference(2, batch.size()).input();
      batch.encodeInto(two);
      if (two.at(0).segment().mismatch(two.at(1).segment()) >= 0) {
        throw new HillockException(
            ErrorCode.INVALID_ARGUMENT,
            "temporal-pruning holds an image for all time steps, but the encoder changes it from"
                + " step to step; use encoder: {type: direct, steps: %d}, and for Poisson coding"
                    .formatted(batch.steps())
                + " {type: bernoulli, signed: true} as the network's first layer");
      }
    }
  }
}
