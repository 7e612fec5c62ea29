package org.hillock.plugins.iir;

import java.util.List;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.network.Layer;
import org.hillock.api.network.LayerInfo;
import org.hillock.api.train.Loss;
import org.hillock.api.train.NetworkOutline;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Schedule;
import org.hillock.api.train.Trainer;
import org.hillock.api.train.TrainingSession;

/**
 * Training in stages: an artificial network; its conversion into the experiment's spiking network;
 * that network for fewer and fewer time steps, each time from what the stage before has learnt.
 * Learning rate and optimiser begin anew in each stage. Each image is held for all time steps
 * (direct encoding).
 *
 * <p>With {@code time-steps: [1]} it is the control, one time step straight from the artificial
 * network. DIET-SNN is {@code time-steps: [5], percentile: 99.7, search-steps: 100, scaling: 0.2};
 * hybrid conversion trains without learning leaks and thresholds, {@code learn-neurons: false}, on
 * spikes that {@code bernoulli} neurons, the first layer, make of the image.
 *
 * <p>Series are named after their stage, {@code ann_train_loss}, {@code t5_train_loss}; the last
 * epoch of a stage adds what the metrics say of it on the test split, {@code t5_test_accuracy}.
 */
@Component(
    id = "temporal-pruning",
    doc =
        "Trains an artificial network, converts it into the spiking one, and trains that by"
            + " surrogate gradients for fewer and fewer time steps, down to one.",
    cites = {
      "Chowdhury, S. S., Rathi, N., Roy, K. (2021). One timestep is all you need: training spiking"
          + " neural networks with ultra low latency. arXiv:2110.05929.",
      "Chowdhury, S. S., Rathi, N., Roy, K. (2022). Towards ultra low latency spiking neural"
          + " networks for vision and sequential tasks using temporal pruning. ECCV 2022.",
      "Rathi, N., Roy, K. (2020). DIET-SNN: direct input encoding with leakage and threshold"
          + " optimization in deep spiking neural networks. arXiv:2008.03658.",
      "Rathi, N., Srinivasan, G., Panda, P., Roy, K. (2020). Enabling deep spiking neural networks"
          + " with hybrid conversion and spike timing dependent backpropagation. ICLR 2020."
    })
public record TemporalPruning(
    @Param(
            doc =
                "the artificial network, of the architecture of the spiking one; none: the spiking"
                    + " network begins as drawn",
            value = "[]")
        List<Layer> ann,
    @Param(
            doc = "passes through the training data of the artificial network",
            value = "300",
            min = 1)
        int annEpochs,
    @Param(
            doc = "its optimiser",
            value = "{type: sgd, rate: 1e-2, momentum: 0.9, weight-decay: 5e-4}")
        Optimiser annOptimiser,
    @Param(
            doc = "its learning rate over its epochs",
            value = "{type: step, at: [0.45, 0.7, 0.9], factor: 0.2}")
        Schedule annSchedule,
    @Param(doc = "what its batch normalisation adds to variances", value = "1e-5", above = 0)
        double annEpsilon,
    @Param(
            doc = "images the thresholds are chosen by; the network sees a batch of them at a time",
            value = "512",
            min = 1)
        int searchImages,
    @Param(
            doc = "time steps they are looked at for; on a desktop few will do",
            unit = "steps",
            value = "500",
            min = 1)
        int searchSteps,
    @Param(
            doc =
                "how many layers of neurons, from the first, get thresholds of the search; all if"
                    + " not given; 3 for the paper's residual network",
            min = 0)
        Optional<Integer> searchLayers,
    @Param(
            doc = "which percentile of a layer's currents becomes its threshold",
            unit = "%",
            value = "90",
            min = 0,
            max = 100)
        double percentile,
    @Param(doc = "what thresholds of the search are multiplied by", value = "1", above = 0)
        double scaling,
    @Param(
            doc = "time steps of each stage of the spiking network; the last are the encoder's",
            unit = "steps",
            value = "[5, 4, 3, 2, 1]")
        List<Integer> timeSteps,
    @Param(doc = "passes through the training data of each of these stages", min = 1)
        int stageEpochs,
    @Param(doc = "their optimiser", value = "{type: adam, rate: 1e-4, amsgrad: true}")
        Optimiser optimiser,
    @Param(
            doc = "the learning rate over the epochs of a stage",
            value = "{type: step, at: [0.6, 0.8, 0.9], factor: 0.2}")
        Schedule schedule,
    @Param(doc = "whether leaks and thresholds learn too, not weights alone", value = "true")
        boolean learnNeurons,
    @Param(doc = "samples in a batch", value = "64", min = 1) int batchSize,
    @Param(
            doc = "batches whose mean gradient the spiking network is updated by",
            value = "1",
            min = 1)
        int accumulate,
    @Param(doc = "the loss", value = "cross-entropy-membrane") Loss loss)
    implements Trainer {

  /** Checks that there are stages. */
  public TemporalPruning {
    ann = List.copyOf(ann);
    timeSteps = List.copyOf(timeSteps);
    if (timeSteps.isEmpty() || timeSteps.stream().anyMatch(t -> t < 1)) {
      throw new IllegalArgumentException(
          "time-steps are one number of at least 1 for each stage, got " + timeSteps);
    }
    if (timeSteps.stream().distinct().count() < timeSteps.size()) {
      throw new IllegalArgumentException(
          "each stage has time-steps of its own, got %s; give it more epochs instead"
              .formatted(timeSteps));
    }
  }

  @Override
  public int epochs() {
    return artificialEpochs() + timeSteps.size() * stageEpochs;
  }

  /** 0 without an artificial network. */
  int artificialEpochs() {
    return ann.isEmpty() ? 0 : annEpochs;
  }

  @Override
  public void check(NetworkOutline networks) {
    if (networks.steps() != timeSteps.getLast()) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "the last stage has %d time steps, the encoder makes %d; let time-steps end with what the"
                  .formatted(timeSteps.getLast(), networks.steps())
              + " encoder makes: predictions and the final figures are for that");
    }
    if (!ann.isEmpty()) {
      Conversion.requirePairs(artificial(networks), networks.layers());
    }
  }

  private List<LayerInfo> artificial(NetworkOutline networks) {
    try {
      return networks.layers(ann);
    } catch (HillockException e) {
      throw new HillockException(
          e.code(), String.valueOf(e.getMessage()).replaceFirst("^network", "ann"), e);
    }
  }

  @Override
  public void train(TrainingSession session) {
    new Pipeline(this, session).run();
  }
}
