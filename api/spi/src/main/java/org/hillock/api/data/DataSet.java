package org.hillock.api.data;

import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A data set. A component (kind {@code dataset}). */
@ConsumerType
public interface DataSet {

  /**
   * Opens the data.
   *
   * @param store the directory of installed data sets; each lives in a directory of its own name
   * @throws org.hillock.api.HillockException with {@code DATA_UNAVAILABLE} if it is not installed
   *     (the message says which command installs it), {@code CORRUPT_FILE} if its files are not
   *     what they should be
   */
  Samples open(Path store);

  /** How to get the files, if {@code hillock data install} can; empty if nothing is to be got. */
  default Optional<Installation> installation() {
    return Optional.empty();
  }
}
