/**
 * What a plugin is: an entry class, the components it contributes, and how each component documents
 * its parameters.
 *
 * <p><b>Threading.</b> The host calls {@link org.hillock.api.Plugin#components()} once, from one
 * thread. Components are immutable records and may be read from any thread.
 *
 * <p><b>Lifecycle.</b> A plugin's entry class is constructed when its bundle becomes active and
 * closed before the bundle is unloaded. A plugin starts no thread and registers no hook of its own
 * while it loads.
 *
 * <p><b>Stability.</b> Annotations and their meaning are stable within a major version of the
 * package; attributes with a default may be added in a minor one.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@NullMarked
package org.hillock.api;

import org.jspecify.annotations.NullMarked;
