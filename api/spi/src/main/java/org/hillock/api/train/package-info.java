/**
 * Training: trainers and what most of them need: losses, optimisers and learning-rate schedules,
 * each a component.
 *
 * <p><b>Threading.</b> Components are immutable. A session and everything it hands out belong to
 * the thread that trains.
 *
 * <p><b>Determinism.</b> A trainer draws only from {@link
 * org.hillock.api.train.TrainingSession#random}; a run that is stopped and resumed from a
 * checkpoint ends in the same bits as one that was not.
 *
 * <p><b>Stability.</b> {@code Trainer}, {@code Loss}, {@code Optimiser} and {@code Schedule} are
 * implemented by plugins and change only with a new major version; the rest is implemented by the
 * engine and may gain methods in a minor one.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.1")
@NullMarked
package org.hillock.api.train;

import org.jspecify.annotations.NullMarked;
