/**
 * What training works with: batches of encoded samples, and optimisers at work on parameters.
 *
 * <p><b>Threading.</b> Everything belongs to the thread that trains; a feed encodes ahead on
 * threads of its own.
 *
 * <p><b>Determinism.</b> A batch is a function of seed, split, epoch and its number, whoever
 * encodes it.
 */
@NullMarked
package org.hillock.engine.train;

import org.jspecify.annotations.NullMarked;
