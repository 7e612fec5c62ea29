/**
 * The equations language: one time step of a neuron, an optimiser or any elementwise function,
 * stated once over symbolic values.
 *
 * <p>An {@link org.hillock.api.equations.Equations} object collects inputs, states, parameters,
 * next values and emitted values. The engine differentiates them in reverse mode, with a {@link
 * org.hillock.api.equations.Surrogate} standing in for the derivative of a spike; a backend
 * compiles forward and backward into fused kernels. Nobody writes a loop.
 *
 * <p><b>Arithmetic.</b> Factories fold constants and assume finite values: {@code 0·x} is 0.
 * Kernels compute in 32-bit floats.
 *
 * <p><b>Threading.</b> An {@code Equations} object and the expressions made from it belong to one
 * thread while they are being stated; afterwards they are read-only.
 *
 * <p><b>Stability.</b> Operations may be added to {@link org.hillock.api.equations.Op} in a minor
 * version; backends must refuse an operation they do not know with a clear error.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.1")
@NullMarked
package org.hillock.api.equations;

import org.jspecify.annotations.NullMarked;
