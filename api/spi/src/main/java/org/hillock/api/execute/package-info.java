/**
 * How the worker processes of runs are started.
 *
 * <p><b>Threading.</b> Components are immutable and may be asked from any thread.
 *
 * <p><b>Stability.</b> Implemented by plugins: changes only with a new major version.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@NullMarked
package org.hillock.api.execute;

import org.jspecify.annotations.NullMarked;
