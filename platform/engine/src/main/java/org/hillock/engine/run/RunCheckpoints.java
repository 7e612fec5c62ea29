package org.hillock.engine.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.hillock.api.data.SampleShape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.checkpoint.Checkpoint;
import org.hillock.engine.checkpoint.CheckpointWriter;
import org.hillock.engine.network.StaticNetwork;
import org.hillock.engine.train.OptimiserUpdates;

/**
 * What a run's checkpoint holds: the network's parameters and buffers under their own names, the
 * states of optimisers under {@code optimiser/NAME/}, those of the trainer under {@code trainer/},
 * a network of the present stage's own under {@code stage/}, and in the metadata all else that a
 * run needs to go on, or a predictor to answer.
 */
final class RunCheckpoints {

  private static final String FINGERPRINT = "fingerprint";
  private static final String DATA = "data_set_sha256";
  private static final String EPOCH = "epoch";
  private static final String STEPS = "training_steps";
  private static final String FORMAT = "hillock_checkpoint";
  private static final String SEED = "seed";
  private static final String CLASSES = "classes";
  private static final String OPTIMISER = "optimiser/";
  private static final String TRAINER = "trainer/";
  private static final String STAGE = "stage";
  private static final String OWN = "stage/";

  private RunCheckpoints() {}

  /** What a checkpoint says about the data it was trained on. */
  record DataFacts(SampleShape sample, int classes, String sha256) {}

  /** How far a run was. */
  record Position(int epoch, long steps) {}

  static String write(
      Path file,
      Experiment experiment,
      DataFacts data,
      Position position,
      StaticNetwork network,
      Stage stage) {
    var texts = new LinkedHashMap<String, String>();
    texts.put(FORMAT, "1");
    texts.put(FINGERPRINT, experiment.fingerprint());
    texts.put(SEED, Long.toString(experiment.seed()));
    texts.put(DATA, data.sha256());
    texts.put(CLASSES, Integer.toString(data.classes()));
    texts.putAll(SampleTexts.of(data.sample()));
    texts.put(EPOCH, Integer.toString(position.epoch()));
    texts.put(STEPS, Long.toString(position.steps()));
    var tensors = new TreeMap<>(model(network));
    if (!stage.name().equals(Stage.WHOLE)) {
      texts.put(STAGE, stage.name());
    }
    stage.ownNetwork().ifPresent(own -> tensors.putAll(own(own)));
    stage
        .optimisers()
        .forEach(
            (name, updates) -> {
              texts.put(count(name), Long.toString(updates.count()));
              tensors.putAll(states(name, updates));
            });
    stage.states().forEach((name, state) -> tensors.put(TRAINER + name, state));
    return CheckpointWriter.write(file, texts, tensors);
  }

  private static String count(String optimiser) {
    return OPTIMISER + optimiser + "/count";
  }

  private static Map<String, Tensor> model(StaticNetwork network) {
    var tensors = new TreeMap<>(network.buffers());
    network.parameters().forEach(p -> tensors.put(p.name(), p.value()));
    return tensors;
  }

  private static Map<String, Tensor> own(StaticNetwork network) {
    var tensors = new TreeMap<String, Tensor>();
    model(network).forEach((name, tensor) -> tensors.put(OWN + name, tensor));
    return tensors;
  }

  private static Map<String, Tensor> states(String name, OptimiserUpdates updates) {
    var tensors = new TreeMap<String, Tensor>();
    updates.moments().forEach((k, v) -> tensors.put(OPTIMISER + name + "/" + k, v));
    return tensors;
  }

  /** Refuses a checkpoint of another experiment or other data. */
  static void requireSame(Checkpoint checkpoint, Experiment experiment, DataFacts data) {
    if (!checkpoint.text(FINGERPRINT).equals(experiment.fingerprint())) {
      throw checkpoint.foreign(
          "seed, data, augmentations, encoder, network and trainer must be what they were when it"
              + " was written");
    }
    if (!checkpoint.text(DATA).equals(data.sha256())) {
      throw checkpoint.foreign("the data set's files have changed since");
    }
  }

  static void restore(Checkpoint checkpoint, StaticNetwork network) {
    var model = model(network);
    for (var name : checkpoint.names()) {
      boolean other =
          name.startsWith(OPTIMISER) || name.startsWith(TRAINER) || name.startsWith(OWN);
      if (!other && !model.containsKey(name)) {
        throw checkpoint.foreign("it has a tensor " + name + ", the network has not");
      }
    }
    checkpoint.readInto(model);
  }

  /** Restores the network of the stage it was written in. */
  static void restoreOwn(Checkpoint checkpoint, StaticNetwork network) {
    checkpoint.readInto(own(network));
  }

  /** The stage it was written in. */
  static String stage(Checkpoint checkpoint) {
    return checkpoint.find(STAGE).orElse(Stage.WHOLE);
  }

  static long updates(Checkpoint checkpoint, String optimiser) {
    return checkpoint.number(count(optimiser));
  }

  static void restore(Checkpoint checkpoint, String optimiser, OptimiserUpdates updates) {
    checkpoint.readInto(states(optimiser, updates));
  }

  static void restore(Checkpoint checkpoint, String name, Tensor state) {
    checkpoint.readInto(Map.of(TRAINER + name, state));
  }

  static Position position(Checkpoint checkpoint) {
    return new Position(Math.toIntExact(checkpoint.number(EPOCH)), checkpoint.number(STEPS));
  }

  static DataFacts data(Checkpoint checkpoint) {
    return new DataFacts(
        SampleTexts.read(checkpoint),
        Math.toIntExact(checkpoint.number(CLASSES)),
        checkpoint.text(DATA));
  }
}
