package org.hillock.lab;

import java.nio.ByteBuffer;
import org.hillock.lab.record.PluginRecord;

/**
 * A plugin's jar on its way into the lab. Nothing is kept of one that fails or is given up. For one
 * thread at a time; after an exception only {@link #close()} may be called.
 */
public interface PluginUpload extends AutoCloseable {

  /**
   * Takes the next bytes.
   *
   * @throws org.hillock.api.HillockException {@code RESOURCE_EXHAUSTED} if the jar is too large or
   *     the disk is full
   */
  void write(ByteBuffer bytes);

  /**
   * Ends the jar, verifies it and makes it active: new runs get this version, the one before is
   * drained. The very content that is active is left as it is.
   *
   * @return the plugin, with what the policy warns of among its problems
   * @throws org.hillock.lab.record.DeniedException if the policy wants another signature
   * @throws org.hillock.api.HillockException {@code CORRUPT_FILE} if it is not what was announced
   *     or what was signed, {@code ALREADY_EXISTS} if this version is there with other content,
   *     {@code PLUGIN_FAULT} with every problem of the plugin
   */
  PluginRecord install();

  /** Gives the jar up, unless it is installed. */
  @Override
  void close();
}
