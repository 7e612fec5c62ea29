package org.hillock.engine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.result.Exporter;
import org.hillock.api.result.TrainedNetwork;
import org.hillock.engine.component.ComponentId;

/** Writes a run's exports, each into {@code exports/ID} of the run's folder. */
final class Exports {

  private static final String FOLDER = "exports";

  private Exports() {}

  static void write(List<Exporter> exporters, TrainedNetwork trained, Path runFolder) {
    for (var exporter : exporters) {
      var id = ComponentId.of(exporter);
      try {
        var parent = Files.createDirectories(runFolder.resolve(FOLDER));
        exporter.export(trained, Files.createDirectory(parent.resolve(id)));
      } catch (HillockException e) {
        throw new HillockException(e.code(), message(id, e.getMessage()), e);
      } catch (IOException e) {
        throw new HillockException(
            ErrorCode.RESOURCE_EXHAUSTED, message(id, "cannot be written: " + e), e);
      }
    }
  }

  private static String message(String id, String what) {
    return "export %s: %s (the trained network is kept in %s)"
        .formatted(id, what, ExperimentRunner.CHECKPOINT);
  }
}
