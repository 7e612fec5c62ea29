/**
 * Speech as spikes: data sets of spoken words, and the cochlea that hears them. Sets of spike
 * trains are kept in a flat file of times, units and offsets in the data store, made once and read
 * through the page cache; what is not installed or not as it should be is an error.
 *
 * <p><b>Threading.</b> Components are immutable records and may be used from any thread; opened
 * samples may be read by many threads.
 */
@NullMarked
package org.hillock.plugins.speech;

import org.jspecify.annotations.NullMarked;
