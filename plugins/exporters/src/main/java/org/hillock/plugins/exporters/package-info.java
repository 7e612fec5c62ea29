/**
 * Forms in which a trained network leaves Hillock.
 *
 * <p><b>Threading.</b> Components are immutable records and may be used from any thread.
 */
@NullMarked
package org.hillock.plugins.exporters;

import org.jspecify.annotations.NullMarked;
