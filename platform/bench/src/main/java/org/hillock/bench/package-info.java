/**
 * Measures this machine: what devices, compiled equations and whole training steps reach, beside a
 * baseline of the same run where there is one. Everything is reached as a plugin's user reaches it:
 * through {@link org.hillock.api.backend.Device}, {@link org.hillock.api.network.Network} and
 * components of a catalogue.
 *
 * <p><b>Threading.</b> One thread measures; two benches at once disturb each other.
 */
@NullMarked
package org.hillock.bench;

import org.jspecify.annotations.NullMarked;
