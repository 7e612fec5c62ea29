package org.hillock.lab;

import java.nio.file.Path;
import java.util.List;
import org.hillock.lab.record.OfferedComponent;

/**
 * A lab at work on its home folder, which belongs to it alone until it is closed. Safe for use by
 * several threads.
 */
public interface Lab extends AutoCloseable {

  /**
   * Opens a lab. Runs that were at work when an earlier one ended are failed and can be resumed;
   * those that waited are run.
   *
   * @throws org.hillock.api.HillockException {@code FAILED_PRECONDITION} if the home is in use or
   *     cannot be written, {@code CORRUPT_FILE} if its database cannot be read
   */
  static Lab open(LabConfig config) {
    return new HomeLab(config);
  }

  /** Stored specifications. */
  Experiments experiments();

  /** Runs and their life. */
  Runs runs();

  /** What runs yield. */
  Results results();

  /** The plugins. */
  Plugins plugins();

  /** Trained networks. */
  Models models();

  /** The components that a new run would get, by kind and id. */
  List<OfferedComponent> components();

  /** The folder of installed data sets. */
  Path dataStore();

  /**
   * Stops what is at work and leaves the home. Runs that are not finished become failed and can be
   * resumed; waiting ones wait for the next opening.
   */
  @Override
  void close();
}
