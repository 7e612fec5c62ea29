/** Where log lines go: details to a file of the home, only warnings to the terminal. */
@NullMarked
package org.hillock.cli.log;

import org.jspecify.annotations.NullMarked;
