package org.hillock.api.result;

import java.io.IOException;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Writes a trained network in a form that other tools read. A component (kind {@code exporter}).
 */
@ConsumerType
public interface Exporter {

  /**
   * Writes the network.
   *
   * @param folder empty; whatever lies in it afterwards is the export
   * @throws org.hillock.api.HillockException with {@code INVALID_ARGUMENT} if the form cannot
   *     express the network; the message names the layer and what to do
   */
  void export(TrainedNetwork trained, Path folder) throws IOException;
}
