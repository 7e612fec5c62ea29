/**
 * The work of one run, of one model, or of an inspector of plugins, and the process of its own that
 * does it.
 *
 * <p>{@link org.hillock.lab.worker.WorkerMain} is started by the lab with a home and, for a run or
 * a model, its id. It opens a plugin host of its own, for a run with exactly the plugins that its
 * manifest names, and talks in lines of JSON: {@link org.hillock.lab.worker.WorkerMessage}s on
 * standard output, {@link org.hillock.lab.worker.WorkerCommand}s on standard input, whose end means
 * that the lab is gone. Standard error is a log; what plugins print goes there too.
 *
 * <p>{@link org.hillock.lab.worker.Inspector} is how the lab has plugins loaded and specifications
 * checked, wherever that is done.
 */
@NullMarked
package org.hillock.lab.worker;

import org.jspecify.annotations.NullMarked;
