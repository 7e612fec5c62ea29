/**
 * Finds everything wrong with a plugin's jar outside any server: in a process of its own, under a
 * limit of time and memory, so that a jar that hangs or ends its process is a finding like others.
 */
@NullMarked
package org.hillock.pluginhost.verify;

import org.jspecify.annotations.NullMarked;
