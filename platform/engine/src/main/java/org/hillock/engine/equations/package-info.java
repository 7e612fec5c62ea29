/**
 * Turns equations into programs for backends: checks them, differentiates one time step in reverse
 * mode, lowers spikes and detachments to selections, and decides which forward values the backward
 * pass reads again and which it recomputes.
 *
 * <p><b>Threading.</b> Everything here is a pure function of its arguments, except that compiling
 * adds nodes to the graph of the equations: one set of equations belongs to one thread meanwhile.
 *
 * <p><b>Determinism.</b> The same equations give the same program.
 */
@NullMarked
package org.hillock.engine.equations;

import org.jspecify.annotations.NullMarked;
