/** The thread team of a device. */
@NullMarked
package org.hillock.plugins.cpu.parallel;

import org.jspecify.annotations.NullMarked;
