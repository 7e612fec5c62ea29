/** The benchmark's rows, with the plugins that ship. */
@NullMarked
package org.hillock.tests.bench;

import org.jspecify.annotations.NullMarked;
