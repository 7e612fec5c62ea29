/** The shipped bundles together, in one plugin host. */
@NullMarked
package org.hillock.tests.plugins;

import org.jspecify.annotations.NullMarked;
