/**
 * Shapes and tensors: dense arrays of 32-bit floats outside the Java heap.
 *
 * <p>Sequences are {@code [T][B][features…]} (time steps, batch, features), images are {@code
 * [height][width][channels]}; the last axis is contiguous. Tensors are views: whoever allocated the
 * memory says how long it lives.
 *
 * <p><b>Threading.</b> Shapes are immutable. A tensor may be read by many threads at once; a writer
 * needs it for itself.
 *
 * <p><b>Stability.</b> Stable within a major version of the package.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@NullMarked
package org.hillock.api.tensor;

import org.jspecify.annotations.NullMarked;
