package org.hillock.engine.run;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** Runs one experiment to its end. */
public final class ExperimentRunner {

  /** The name of the latest checkpoint in a run's folder. */
  public static final String CHECKPOINT = "checkpoint.safetensors";

  private ExperimentRunner() {}

  /**
   * Trains and evaluates.
   *
   * @param dataStore the directory of installed data sets
   * @param runFolder where checkpoints go; exists
   * @param resumeFrom a checkpoint of the same experiment to go on from
   * @param cancelled asked at every step
   * @throws HillockException {@code CANCELLED} when asked to stop (the last epoch's checkpoint
   *     stays), {@code DIVERGED}, {@code SHAPE_MISMATCH}, {@code RESOURCE_EXHAUSTED} and what the
   *     components report
   */
  public static RunResult run(
      Experiment experiment,
      Path dataStore,
      Path runFolder,
      Optional<Path> resumeFrom,
      RunListener listener,
      BooleanSupplier cancelled) {
    throw new HillockException(ErrorCode.INTERNAL, "not landed yet");
  }
}
