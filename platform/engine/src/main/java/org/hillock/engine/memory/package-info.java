/**
 * Off-heap memory for tensors: 64-byte aligned, on huge pages where the system gives them, pooled,
 * freed as a whole.
 *
 * <p><b>Threading.</b> {@link org.hillock.engine.memory.Memory} may be used by several threads; the
 * blocks it hands out may be read and written by any.
 *
 * <p><b>Lifecycle.</b> Everything is freed when the {@code Memory} is closed; using a tensor
 * afterwards throws {@link IllegalStateException}.
 */
@NullMarked
package org.hillock.engine.memory;

import org.jspecify.annotations.NullMarked;
