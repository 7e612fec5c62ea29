/**
 * Hardware backends: who computes. A {@link org.hillock.api.backend.HardwareBackend} opens a {@link
 * org.hillock.api.backend.Device}, which multiplies matrices, convolves and pools images, reduces,
 * and compiles {@link org.hillock.api.backend.ScanProgram}s, the differentiated equations of
 * neurons, optimisers and elementwise functions, into kernels.
 *
 * <p><b>Threading.</b> A device and its kernels are driven by one thread at a time; inside, they
 * may use as many as they were opened with.
 *
 * <p><b>Lifecycle.</b> Closing a device ends its threads and releases its kernels.
 *
 * <p><b>Determinism.</b> The result of every call depends on its arguments only, to the bit, for
 * any number of threads on the same kind of processor: reductions have a fixed order.
 *
 * <p><b>Stability.</b> {@code Device} is implemented by plugins: methods are added with a default
 * in a minor version, or with a new major one.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.4.0")
@NullMarked
package org.hillock.api.backend;

import org.jspecify.annotations.NullMarked;
