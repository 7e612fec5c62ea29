/** Compiles scan programs into hidden classes and runs them over blocks of neurons. */
@NullMarked
package org.hillock.plugins.cpu.scan;

import org.jspecify.annotations.NullMarked;
