package org.hillock.engine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** The last checkpoint of each stage that ended, {@code stages/NAME.safetensors} of the run. */
final class StageCheckpoints {

  private static final String FOLDER = "stages";

  private StageCheckpoints() {}

  /** Copies a stage's last checkpoint to its place. */
  static void keep(Path checkpoint, String stage, Path runFolder) {
    try {
      var folder = Files.createDirectories(runFolder.resolve(FOLDER));
      var to = folder.resolve(stage + ".safetensors");
      Files.copy(checkpoint, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new HillockException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "the checkpoint of stage %s cannot be kept: %s".formatted(stage, e),
          e);
    }
  }
}
