package org.hillock.lab.record;

/**
 * How far a run is.
 *
 * @param epoch the epoch at work, from 1
 * @param epochs how many there will be
 * @param step optimiser steps done in the whole run
 * @param steps how many there will be
 * @param loss training loss; NaN if none was computed
 * @param accuracy the latest accuracy, 0 to 1; NaN if none was computed
 * @param spikeRate mean spikes of a neuron in a time step, 0 to 1; NaN if not measured
 * @param elapsedSeconds time since the training began
 * @param leftSeconds estimate of the time to the end; negative if unknown
 */
public record Progress(
    int epoch,
    int epochs,
    long step,
    long steps,
    double loss,
    double accuracy,
    double spikeRate,
    double elapsedSeconds,
    double leftSeconds) {}
