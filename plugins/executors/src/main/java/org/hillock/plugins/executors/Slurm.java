package org.hillock.plugins.executors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.execute.RunExecutor;

/** Workers as jobs of a Slurm cluster whose nodes see the lab's home under the same path. */
@Component(
    id = "slurm",
    doc =
        "Starts each worker as a job of a Slurm cluster (srun), with the processors and the memory"
            + " it will use; the lab's home must lie on a file system that the nodes share.")
public record Slurm(
    @Param(doc = "the partition; without it the cluster's own choice") Optional<String> partition,
    @Param(
            doc = "the job's time limit; 0 leaves it to the partition",
            value = "0",
            unit = "minutes",
            min = 0)
        int minutes,
    @Param(
            doc = "memory beside the JVM's heap: tensors lie there",
            value = "4096",
            unit = "MiB",
            min = 256)
        int tensorMemory,
    @Param(doc = "further options of srun, such as --gres or --account", value = "[]")
        List<String> options)
    implements RunExecutor {

  @Override
  public List<String> launcher(Launch launch) {
    var words = new ArrayList<>(List.of("srun", "--quiet", "--ntasks=1"));
    words.add("--cpus-per-task=" + launch.threads());
    if (launch.memoryBytes() > 0) {
      words.add("--mem=" + ((launch.memoryBytes() >> 20) + tensorMemory) + "M");
    }
    partition.ifPresent(name -> words.add("--partition=" + name));
    if (minutes > 0) {
      words.add("--time=" + minutes);
    }
    words.addAll(options);
    return words;
  }
}
