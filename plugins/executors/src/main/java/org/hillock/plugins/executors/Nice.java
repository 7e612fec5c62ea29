package org.hillock.plugins.executors;

import java.util.List;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.execute.RunExecutor;

/** Workers that give way to everything else on the server's machine. */
@Component(
    id = "nice",
    doc =
        "Starts workers on the server's machine with less priority (POSIX nice), so that the server"
            + " and interactive work stay quick.")
public record Nice(
    @Param(
            doc = "what is added to the niceness: 19 gets what nobody else wants",
            value = "10",
            min = 1,
            max = 19)
        int level)
    implements RunExecutor {

  @Override
  public List<String> launcher(Launch launch) {
    return List.of("nice", "-n", Integer.toString(level));
  }
}
