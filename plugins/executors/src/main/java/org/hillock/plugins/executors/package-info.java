/**
 * Ways to start the worker processes of runs.
 *
 * <p><b>Threading.</b> Components are immutable records and may be used from any thread.
 */
@NullMarked
package org.hillock.plugins.executors;

import org.jspecify.annotations.NullMarked;
