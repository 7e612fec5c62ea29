package org.hillock.pluginhost;

/** Where a plugin is in its life. */
public enum PluginState {
  /** Its bytes are read and its manifest is known. */
  STAGED,
  /** Its jar and its imports have no fault. */
  VERIFIED,
  /** Its classes can be loaded. */
  RESOLVED,
  /** New leases get its components. */
  ACTIVE,
  /** Only leases taken earlier use it. */
  DRAINING,
  /** No lease uses it; it is closed and uninstalled. */
  STOPPED,
  /** Its class loader is collected. */
  UNLOADED,
  /**
   * It is uninstalled, but something still holds its class loader. Becomes {@link #UNLOADED} should
   * that let go.
   */
  LEAKED
}
