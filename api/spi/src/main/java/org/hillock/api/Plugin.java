package org.hillock.api;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The entry point of a plugin bundle. The class carries {@link HillockPlugin}, is public and has a
 * public constructor without arguments.
 */
@ConsumerType
public interface Plugin extends AutoCloseable {

  /** The components this plugin contributes. Called once, when the plugin becomes active. */
  Components components();

  /**
   * Called before the plugin is unloaded; releases what the plugin holds outside its own objects.
   */
  @Override
  default void close() {}
}
