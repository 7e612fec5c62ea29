/**
 * Checkpoints: named tensors and metadata in the safetensors format, written so that a crash or a
 * full disk leaves the earlier file intact, and verified when read.
 *
 * <p><b>Threading.</b> A reader belongs to one thread.
 */
@NullMarked
package org.hillock.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
