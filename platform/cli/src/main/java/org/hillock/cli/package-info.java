/**
 * The {@code hillock} command. {@link org.hillock.cli.Main} reads the command line with the
 * commands of {@code command}; they call a server through {@code client} and show what comes back
 * with {@code show}. What runs on this machine ({@code local}) is a server too, on loopback, so
 * that there is one way only.
 */
@NullMarked
package org.hillock.cli;

import org.jspecify.annotations.NullMarked;
