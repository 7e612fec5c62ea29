/**
 * Data sets that ship with the platform. Files are read whole into memory when a set is opened;
 * what is not installed or not as it should be is an error. Splits are fixed by the files' order,
 * never random. Opened samples hold arrays only and may be read by many threads.
 *
 * <p><b>Threading.</b> Components are immutable records and may be used from any thread.
 */
@NullMarked
package org.hillock.plugins.datasets;

import org.jspecify.annotations.NullMarked;
