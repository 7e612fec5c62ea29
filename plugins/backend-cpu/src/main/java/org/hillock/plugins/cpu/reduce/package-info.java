/** Sums, moments and counts with a fixed order of addition. */
@NullMarked
package org.hillock.plugins.cpu.reduce;

import org.jspecify.annotations.NullMarked;
