/**
 * Components as the platform sees them: what a component record declares ({@link
 * org.hillock.engine.component.ComponentType}), which components there are ({@link
 * org.hillock.engine.component.Catalogue}), and how a spec's text becomes instances ({@link
 * org.hillock.engine.component.Binder}).
 *
 * <p><b>Class loaders.</b> {@code ComponentType} and everything it holds is plain data and may be
 * kept for ever. {@code ComponentClass} and bound components pin their plugin; hold them only under
 * a lease. No library that caches classes ever sees a plugin's class here.
 *
 * <p><b>Threading.</b> All types are immutable except {@code Binder}, which serves one binding on
 * one thread.
 */
@NullMarked
package org.hillock.engine.component;

import org.jspecify.annotations.NullMarked;
