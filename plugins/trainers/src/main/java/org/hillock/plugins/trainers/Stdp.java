package org.hillock.plugins.trainers;

import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.train.Loss;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Schedule;
import org.hillock.api.train.Trainer;
import org.hillock.api.train.TrainingSession;

/**
 * Spike-timing-dependent plasticity, then a supervised readout. With presynaptic traces r1, r2 and
 * postsynaptic ones o1, o2, each {@code x = x·exp(-1/tau) + s}, a weight changes at every time step
 * by (Pfister and Gerstner 2006, equations 3 and 4)
 *
 * <pre>  Δw = post·r1·(a2Plus + a3Plus·o2) − pre·o1·(a2Minus + a3Minus·r2)</pre>
 *
 * r1 includes the present step (an input reaches its target within one), the others do not. Without
 * the a3 terms this is the pair rule. Soft bounds multiply potentiation by {@code wMax − w} and
 * depression by {@code w}. Changes are collected over a sequence and averaged over a batch. With
 * reward they are collected in an eligibility trace that decays, and applied at the sequence's end
 * times the reward: 1 for a correct prediction, −1 for a wrong one (Izhikevich 2007).
 *
 * <p>Dense synapses and two-dimensional convolutions straight before a spiking layer learn so;
 * their weights begin as absolute values. A convolution's weight changes by the mean over the
 * places of the output at which it serves. All that comes after the last spiking layer learns by
 * its gradient afterwards.
 */
@Component(
    id = "stdp",
    doc =
        "Spike-timing-dependent plasticity (pair or triplet rule, reward-modulated if wanted) of"
            + " the synapses before spiking layers, without labels; then the layers after the last"
            + " spiking one are trained as a readout.",
    cites = {
      "Pfister, J.-P., Gerstner, W. (2006). Triplets of spikes in a model of spike"
          + " timing-dependent plasticity. Journal of Neuroscience 26, 9673-9682.",
      "Diehl, P. U., Cook, M. (2015). Unsupervised learning of digit recognition using"
          + " spike-timing-dependent plasticity. Frontiers in Computational Neuroscience 9, 99.",
      "Izhikevich, E. M. (2007). Solving the distal reward problem through linkage of STDP and"
          + " dopamine signaling. Cerebral Cortex 17, 2443-2452."
    })
public record Stdp(
    @Param(doc = "passes through the training data with plasticity", value = "5", min = 0)
        int plasticEpochs,
    @Param(doc = "passes in which the readout learns", value = "20", min = 0) int readoutEpochs,
    @Param(doc = "samples in a batch", value = "16", min = 1) int batchSize,
    @Param(
            doc =
                "whether plastic weights change; without, they stay as drawn while everything else"
                    + " goes on: the control that tells what plasticity is worth",
            value = "true")
        boolean plasticity,
    @Param(doc = "pair potentiation A2+", value = "0.01", min = 0) double a2Plus,
    @Param(doc = "pair depression A2-", value = "0.005", min = 0) double a2Minus,
    @Param(doc = "triplet potentiation A3+", value = "0", min = 0) double a3Plus,
    @Param(doc = "triplet depression A3-", value = "0", min = 0) double a3Minus,
    @Param(doc = "time constant of r1", unit = "steps", value = "10", above = 0) double tauPlus,
    @Param(doc = "time constant of o1", unit = "steps", value = "10", above = 0) double tauMinus,
    @Param(doc = "time constant of r2", unit = "steps", value = "30", above = 0) double tauX,
    @Param(doc = "time constant of o2", unit = "steps", value = "30", above = 0) double tauY,
    @Param(doc = "what keeps weights between 0 and w-max", value = "soft") Bounds bounds,
    @Param(doc = "the largest weight", value = "1", above = 0) double wMax,
    @Param(
            doc =
                "what the weights that arrive at a neuron add up to after each update; if not"
                    + " given, they are not normalised",
            above = 0)
        Optional<Double> normalise,
    @Param(
            doc =
                "homeostasis: by how much a neuron's bias moves after each batch, times target rate"
                    + " less rate: a threshold that rises with its spikes",
            value = "0",
            min = 0)
        double homeostasis,
    @Param(doc = "the rate homeostasis aims at, in spikes a step", value = "0.05", min = 0, max = 1)
        double targetRate,
    @Param(
            doc =
                "reward modulation: the time constant of the eligibility trace; if not given,"
                    + " weights change without reward",
            unit = "steps",
            above = 0)
        Optional<Double> tauEligibility,
    @Param(doc = "the readout's optimiser", value = "adam") Optimiser optimiser,
    @Param(doc = "how its learning rate changes; counts updates", value = "constant")
        Schedule schedule,
    @Param(doc = "the readout's loss", value = "cross-entropy-membrane") Loss loss)
    implements Trainer {

  /** How weights are kept within their range. */
  public enum Bounds {
    /** Changes shrink towards the bounds. */
    SOFT,
    /** Weights are cut off at the bounds. */
    HARD
  }

  @Override
  public int epochs() {
    return plasticEpochs + readoutEpochs;
  }

  @Override
  public void train(TrainingSession session) {
    var readout =
        new BpttLoop(settings(readoutEpochs), session, Plasticity.readout(session.network()));
    new StdpLoop(this, settings(plasticEpochs), session).run(0);
    readout.run(plasticEpochs);
  }

  private Settings settings(int epochs) {
    return Settings.of(epochs, batchSize, optimiser, schedule, loss, Optional.empty());
  }
}
