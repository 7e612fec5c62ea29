/**
 * One experiment from its start, or from a checkpoint, to its final evaluation, and predictions
 * from what it learnt.
 *
 * <p><b>Threading.</b> A run belongs to the thread that calls it; listeners are called from that
 * thread.
 *
 * <p><b>Determinism.</b> A checkpoint's bytes are a function of experiment and data alone, so its
 * SHA-256 names the result; neither threads nor an interruption change it.
 */
@NullMarked
package org.hillock.engine.run;

import org.jspecify.annotations.NullMarked;
