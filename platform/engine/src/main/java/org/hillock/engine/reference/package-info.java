/**
 * The reference backend: every kernel as one plain scalar loop, in a fixed order, on one thread. It
 * defines what other backends compute and is what tests compare them with; it needs nothing but the
 * JDK.
 *
 * <p><b>Arithmetic.</b> Scans compute in 32-bit floats without fused multiply-add; exp, log,
 * sigmoid and tanh are computed in double precision and rounded once. Matrix products, moments and
 * sums accumulate in double precision in index order and are rounded once; so are the gradients of
 * parameters, over time steps from last to first and in each over neurons from first to last.
 *
 * <p><b>Threading.</b> As for any device: one thread at a time.
 */
@NullMarked
package org.hillock.engine.reference;

import org.jspecify.annotations.NullMarked;
