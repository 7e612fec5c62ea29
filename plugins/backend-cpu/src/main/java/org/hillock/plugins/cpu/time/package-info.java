/** Convolutions in time, by events: each moves a window of output steps or of their gradients. */
@NullMarked
package org.hillock.plugins.cpu.time;

import org.jspecify.annotations.NullMarked;
