/**
 * Augmentations that ship with the platform. Randomness comes from the stream an augmentation is
 * given, so that a sample depends on seed, epoch and itself alone.
 *
 * <p><b>Threading.</b> Components are immutable records and may be used from any thread.
 */
@NullMarked
package org.hillock.plugins.augmentations;

import org.jspecify.annotations.NullMarked;
