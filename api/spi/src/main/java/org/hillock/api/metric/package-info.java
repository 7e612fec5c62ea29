/**
 * Metrics: figures measured while a trained network is evaluated, each under a named assumption.
 *
 * <p><b>Honesty.</b> A figure that cannot be computed is an exception, never 0. A metric that
 * throws has no figures; the run's report says why, and all other metrics stand.
 *
 * <p><b>Threading.</b> Metrics are immutable; a {@link org.hillock.api.metric.Metric.Measurement}
 * belongs to one thread.
 *
 * <p><b>Stability.</b> Implemented by plugins: changes only with a new major version.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.2.0")
@NullMarked
package org.hillock.api.metric;

import org.jspecify.annotations.NullMarked;
