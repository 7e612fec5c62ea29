package org.hillock.lab.worker;

import java.util.List;
import org.hillock.engine.spec.Spec;
import org.hillock.lab.record.PluginDescriptor;
import org.hillock.lab.worker.WorkerMessage.Checked;
import org.hillock.lab.worker.WorkerMessage.Moved;

/**
 * Loads plugins, to say what they offer and to check specifications against them. Plugins are named
 * by the SHA-256 under which the lab's home keeps their jars. Safe for use by several threads,
 * which it serves one after another.
 */
public interface Inspector extends AutoCloseable {

  /** Hears what becomes of plugins, on any thread; must be quick. */
  interface Listener {

    /** A plugin has reached a state. */
    void moved(Moved move);

    /** A plugin that was in service cannot be loaded any more, and serves no longer. */
    void lost(String sha256, String why);

    /** Every plugin that was out of service has ended, with the process that held it. */
    void ended();
  }

  /** Puts a plugin into service that {@link #install} took earlier. May return before it loads. */
  void restore(PluginDescriptor plugin);

  /**
   * Loads a plugin and puts it into service in place of the one of its id. What was in service
   * stays so if that fails.
   *
   * @param name of the jar, for messages
   * @throws org.hillock.api.HillockException {@code PLUGIN_FAULT} with every problem
   */
  PluginDescriptor install(String sha256, String name);

  /** Takes the plugin of this id out of service, if there is one. */
  void uninstall(String id);

  /**
   * Checks a specification against the plugins in service and the data, building all of it but
   * computing nothing.
   *
   * @throws org.hillock.api.HillockException with everything that is wrong; {@code PLUGIN_FAULT} if
   *     a plugin fails
   */
  Checked check(Spec spec);

  /**
   * What stands before a worker's command.
   *
   * @throws org.hillock.api.HillockException with everything that is wrong with the choice
   */
  List<String> launcher(ExecutorChoice choice);

  /** Gets ready without waiting for it, so that the next request need not. */
  void warm();

  @Override
  void close();
}
