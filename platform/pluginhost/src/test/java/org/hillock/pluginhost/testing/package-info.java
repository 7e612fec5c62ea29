/**
 * Plugins made while a test runs; shared with the tests of other modules as this module's test jar.
 */
package org.hillock.pluginhost.testing;
