/**
 * The work of one run or one model, and the process of its own that does it.
 *
 * <p>{@link org.hillock.lab.worker.WorkerMain} is started by the lab with a home and a run's id. It
 * reads the run's manifest, opens a plugin host of its own with exactly the plugins named there,
 * and talks in lines of JSON: {@link org.hillock.lab.worker.WorkerMessage}s on standard output,
 * {@link org.hillock.lab.worker.WorkerCommand}s on standard input, whose end means that the lab is
 * gone. Standard error is the run's log; what plugins print goes there too.
 */
@NullMarked
package org.hillock.lab.worker;

import org.jspecify.annotations.NullMarked;
