/**
 * Encoders turn samples into what the network sees: spikes or currents over time.
 *
 * <p><b>Threading.</b> Encoders are immutable; the host may encode several batches at once.
 *
 * <p><b>Determinism.</b> An encoder draws only from the stream it is given, which is a function of
 * seed, epoch and sample.
 *
 * <p><b>Stability.</b> Implemented by plugins: changes only with a new major version.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@NullMarked
package org.hillock.api.encoder;

import org.jspecify.annotations.NullMarked;
