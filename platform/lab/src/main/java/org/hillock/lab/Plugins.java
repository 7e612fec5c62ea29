package org.hillock.lab;

import java.io.InputStream;
import java.util.List;
import org.hillock.lab.record.PluginRecord;

/**
 * The plugins of the lab. Jars are kept under their SHA-256, as long as they are installed or a
 * run's manifest names them. Safe for use by several threads.
 */
public interface Plugins {

  /** All plugins, by id, newest version first. */
  List<PluginRecord> list();

  /** One plugin in one version. */
  PluginRecord get(String id, String version);

  /**
   * Takes a jar in, verifies it and makes it active: new runs get this version, the one before is
   * drained. Nothing is kept of a jar that fails.
   *
   * @param jar read to its end
   * @param fileName for messages
   * @param sha256 what the jar's checksum must be; empty if not known
   * @param origin who installs it
   * @throws org.hillock.api.HillockException {@code RESOURCE_EXHAUSTED} if it is too large, {@code
   *     CORRUPT_FILE} if it is not what was announced, {@code ALREADY_EXISTS} if this version is
   *     there with other content, {@code PLUGIN_FAULT} with every problem of the plugin
   */
  PluginRecord install(InputStream jar, String fileName, String sha256, String origin);

  /** Takes a plugin out; new runs no longer get it. A shipped one is back at the next start. */
  PluginRecord uninstall(String id, String version);
}
