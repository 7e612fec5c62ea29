/**
 * Learning by surrogate gradients: the loop of backpropagation through time, and the losses,
 * optimisers and learning-rate schedules it is put together from. Given a session that is
 * deterministic, training is.
 *
 * <p><b>Threading.</b> Components are immutable records and may be used from any thread.
 */
@NullMarked
package org.hillock.plugins.trainers;

import org.jspecify.annotations.NullMarked;
