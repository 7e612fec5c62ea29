/** What the command line finds and starts on this machine. For one thread at a time. */
@NullMarked
package org.hillock.cli.local;

import org.jspecify.annotations.NullMarked;
