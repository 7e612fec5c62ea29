/**
 * Networks: layers become a static graph of operations; for each size of sequence and batch the
 * graph gets a plan of all its memory, in one block, and a list of kernels to run.
 *
 * <p><b>Gradients.</b> Operations overwrite gradients; where a value is used more than once, the
 * execution sums, in a fixed order.
 *
 * <p><b>Threading.</b> A network and its executions belong to one thread at a time.
 *
 * <p><b>Lifecycle.</b> A network's tensors live as long as the {@link
 * org.hillock.engine.memory.Memory} it was built in, or until it is closed.
 */
@NullMarked
package org.hillock.engine.network;

import org.jspecify.annotations.NullMarked;
