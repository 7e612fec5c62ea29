/**
 * Where runs are executed: in worker processes or in this one.
 *
 * <p><b>Threading.</b> An execution's messages come on the thread that awaits its end; it may be
 * cancelled from any.
 */
@NullMarked
package org.hillock.lab.execute;

import org.jspecify.annotations.NullMarked;
