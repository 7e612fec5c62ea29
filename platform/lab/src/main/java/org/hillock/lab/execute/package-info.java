/**
 * Where plugins are at work: in processes of their own, or, but for predictions, in this one. A
 * process that ends, does not answer or writes too much is an error of what was asked of it.
 *
 * <p><b>Threading.</b> An execution's messages come on the thread that awaits its end; it may be
 * cancelled from any.
 */
@NullMarked
package org.hillock.lab.execute;

import org.jspecify.annotations.NullMarked;
