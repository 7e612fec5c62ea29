/** How things look on the terminal and as JSON. For one thread at a time. */
@NullMarked
package org.hillock.cli.show;

import org.jspecify.annotations.NullMarked;
