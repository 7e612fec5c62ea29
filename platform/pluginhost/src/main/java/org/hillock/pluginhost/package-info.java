/**
 * Plugins that come and go while the platform runs. Each is one OSGi bundle in an embedded
 * framework and sees the packages of the SPI and nothing else of the platform.
 *
 * <p><b>Lifecycle.</b> {@link org.hillock.pluginhost.PluginState}. A plugin's components are used
 * under a {@link org.hillock.pluginhost.Lease}, which pins the versions that were active when it
 * was taken. An update puts the new version beside the old one; the old one is unloaded when its
 * last lease ends, and its class loader is watched until it is collected.
 *
 * <p><b>Flags.</b> The JDK keeps soft references to classes whose records were compared or printed.
 * Run with {@code -XX:SoftRefLRUPolicyMSPerMB=0}, or class loaders are held until memory is short,
 * and their plugins shown as leaked until then.
 *
 * <p><b>Threading.</b> {@code PluginHost} and {@code Lease} may be used by any thread. Plugins are
 * constructed and closed on threads of their own, which end at once, so that no thread of the
 * platform is left with anything of theirs.
 */
@NullMarked
package org.hillock.pluginhost;

import org.jspecify.annotations.NullMarked;
