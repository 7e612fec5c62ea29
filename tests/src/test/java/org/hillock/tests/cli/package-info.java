/** The {@code hillock} command of the image, started as a user starts it. */
@NullMarked
package org.hillock.tests.cli;

import org.jspecify.annotations.NullMarked;
