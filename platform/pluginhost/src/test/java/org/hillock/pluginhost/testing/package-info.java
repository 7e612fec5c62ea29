/**
 * Plugins made while a test runs; shared with the tests of other modules as this module's test jar.
 */
@NullMarked
package org.hillock.pluginhost.testing;

import org.jspecify.annotations.NullMarked;
