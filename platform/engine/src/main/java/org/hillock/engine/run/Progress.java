package org.hillock.engine.run;

import java.time.Duration;

/**
 * How far a run is.
 *
 * @param epoch the epoch at work, from 0
 * @param epochs how many there will be
 * @param step training steps done in this epoch
 * @param steps how many an epoch has
 * @param loss the latest training loss
 * @param accuracy the latest training accuracy, in [0, 1]
 * @param spikeRate spikes a neuron and time step in the latest training pass looked at; NaN before
 *     the first or without spiking layers
 * @param elapsed since this process began the run
 * @param left the estimate of what training still takes
 */
public record Progress(
    int epoch,
    int epochs,
    int step,
    int steps,
    double loss,
    double accuracy,
    double spikeRate,
    Duration elapsed,
    Duration left) {}
