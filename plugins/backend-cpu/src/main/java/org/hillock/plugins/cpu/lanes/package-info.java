/**
 * Vector arithmetic with the same bits however it is executed: interpreted, compiled, on any
 * processor.
 */
@NullMarked
package org.hillock.plugins.cpu.lanes;

import org.jspecify.annotations.NullMarked;
