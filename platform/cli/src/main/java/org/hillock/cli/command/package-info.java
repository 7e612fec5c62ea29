/**
 * One class for each command, with its options and its help. A command returns its exit code
 * ({@link org.hillock.cli.command.ExitCode}) or throws; {@link org.hillock.cli.command.Errors} says
 * what went wrong.
 */
@NullMarked
package org.hillock.cli.command;

import org.jspecify.annotations.NullMarked;
