package org.hillock.plugins.iir;

import org.hillock.api.train.Loss;
import org.hillock.api.train.Optimiser;
import org.hillock.api.train.Schedule;

/**
 * How a stage learns.
 *
 * @param schedule counts epochs of the stage
 * @param accumulate batches whose mean gradient makes an update
 * @param neurons whether leaks and thresholds learn
 */
record Recipe(
    int epochs,
    int batchSize,
    int accumulate,
    boolean neurons,
    Optimiser optimiser,
    Schedule schedule,
    Loss loss) {}
