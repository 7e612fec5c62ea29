/**
 * The CPU backend: matrix products, reductions and compiled neuron equations in pure Java on the
 * Vector API.
 *
 * <p>This package holds the plugin, its component and the device; {@code parallel} the thread team,
 * {@code gemm} matrix products, {@code reduce} reductions, {@code scan} the compiler of scan
 * programs, {@code lanes} the vectors they share. Only {@link org.hillock.plugins.cpu.CpuBackend}
 * and {@link org.hillock.plugins.cpu.CpuPlugin} may be touched on a JVM without the module {@code
 * jdk.incubator.vector}.
 *
 * <p><b>Determinism.</b> Work is cut by sizes alone and partial results are added in a fixed order;
 * only operations with one exact result are used (the Vector API leaves the order of lane sums and
 * the bits of {@code exp}, {@code log} and {@code tanh} open, so these are not).
 */
@NullMarked
package org.hillock.plugins.cpu;

import org.jspecify.annotations.NullMarked;
