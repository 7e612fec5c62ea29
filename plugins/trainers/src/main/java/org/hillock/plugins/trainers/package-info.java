/**
 * Learning rules: backpropagation through time, whole or in windows, online through time,
 * eligibility propagation, local losses, and spike-timing-dependent plasticity; and the losses,
 * optimisers and learning-rate schedules they are put together from. Given a session that is
 * deterministic, training is.
 *
 * <p><b>Threading.</b> Components are immutable records and may be used from any thread.
 */
@NullMarked
package org.hillock.plugins.trainers;

import org.jspecify.annotations.NullMarked;
