/**
 * Randomness that depends on nothing but its name: counter-based streams.
 *
 * <p><b>Determinism.</b> A draw is a pure function of (seed, stream name, index). It does not
 * depend on what was drawn before, on threads or on the platform, so a resumed run draws what the
 * undisturbed one would have drawn.
 *
 * <p><b>Threading.</b> Streams are immutable.
 *
 * <p><b>Stability.</b> The values drawn are part of the contract and change only with a new major
 * version of the package.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@NullMarked
package org.hillock.api.random;

import org.jspecify.annotations.NullMarked;
