/**
 * Encoders that ship with the platform: direct, rate, latency, delta and population coding.
 * Randomness comes from the stream an encoder is given, draw by draw at the index of the element
 * written, so that a sample's sequence depends on nothing else.
 *
 * <p><b>Threading.</b> Components are immutable records and may be used from any thread.
 */
@NullMarked
package org.hillock.plugins.encoders;

import org.jspecify.annotations.NullMarked;
