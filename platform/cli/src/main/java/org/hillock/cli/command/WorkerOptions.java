package org.hillock.cli.command;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.lab.LabConfig;
import picocli.CommandLine.Option;

/** How runs are executed. */
final class WorkerOptions {

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Runs executed at a time (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private int workers;

  @Option(
      names = "--worker-threads",
      paramLabel = "N",
      description = "Processors a worker may use, 0 for all (default: ${DEFAULT-VALUE}).",
      defaultValue = "0")
  private int threads;

  @Option(
      names = "--worker-memory",
      paramLabel = "SIZE",
      description = "A worker's heap, as -Xmx takes it (default: ${DEFAULT-VALUE}).",
      defaultValue = "2g")
  private String memory = "";

  @Option(
      names = "--run-disk",
      paramLabel = "SIZE",
      description = "What a run may keep on the disk (default: ${DEFAULT-VALUE}).",
      defaultValue = "16GiB")
  private String runDisk = "";

  @Option(
      names = "--check-seconds",
      paramLabel = "N",
      description = {
        "How long loading a plugin, or checking a spec, may take, its data apart",
        "(default: ${DEFAULT-VALUE})."
      },
      defaultValue = "20")
  private int checkSeconds;

  @Option(
      names = "--data-seconds",
      paramLabel = "N",
      description = {
        "How long opening a spec's data may take, which may be prepared the first time",
        "(default: ${DEFAULT-VALUE})."
      },
      defaultValue = "600")
  private int dataSeconds;

  @Option(
      names = "--executor",
      paramLabel = "COMPONENT",
      description = {
        "What starts workers, as a spec would name it: nice, or '{type: slurm, partition: cpu}'",
        "(default: the server itself; hillock components executor lists them)."
      })
  private Optional<String> executor = Optional.empty();

  LabConfig apply(LabConfig config) {
    if (workers < 1 || threads < 0) {
      throw wrong("--workers must be at least 1 and --worker-threads at least 0");
    }
    if (!memory.matches("[1-9][0-9]*[kKmMgG]?")) {
      throw wrong("--worker-memory '%s' is no size; for example 2g".formatted(memory));
    }
    if (checkSeconds < 1 || dataSeconds < 1) {
      throw wrong("--check-seconds and --data-seconds must be at least 1");
    }
    var started = executor.map(config::withExecutor).orElse(config);
    return started
        .withWorkers(workers, threads, List.of("-Xmx" + memory))
        .withBounds(
            Duration.ofSeconds(checkSeconds),
            Duration.ofSeconds(dataSeconds),
            ByteSize.bytes("--run-disk", runDisk));
  }

  private static HillockException wrong(String message) {
    return new HillockException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
