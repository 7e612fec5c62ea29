/** What event-driven products need to know of a matrix: where it is not zero, and how often. */
@NullMarked
package org.hillock.plugins.cpu.events;

import org.jspecify.annotations.NullMarked;
