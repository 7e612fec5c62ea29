/**
 * Tests for plugins. A plugin's own test extends {@link org.hillock.testkit.PluginConformance},
 * which installs the built jar in a real host and checks every component it contributes; {@link
 * org.hillock.testkit.PluginTestKit} does the same by hand: lists components, binds them from YAML,
 * runs experiments, unloads.
 *
 * <p><b>Failures</b> name the component, the fault, what was expected and what was found.
 *
 * <p><b>Threading.</b> A kit belongs to one thread. What calls the plugin's code does so on threads
 * made for the purpose, so that thread locals end with them.
 *
 * <p><b>Stability.</b> Suites may gain checks in a minor version.
 */
@NullMarked
package org.hillock.testkit;

import org.jspecify.annotations.NullMarked;
