package org.hillock.cli.command;

import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.hillock.cli.client.CallException;
import org.hillock.cli.client.Connection;
import org.hillock.cli.show.Console;
import picocli.CommandLine.Mixin;

/** A command that calls a server. */
abstract class ClientCommand implements Callable<Integer> {

  @Mixin private ServerOptions server = new ServerOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public final Integer call() throws IOException {
    var address = server.address();
    try (var connection = Connection.to(address)) {
      return call(connection, output.console());
    } catch (StatusRuntimeException e) {
      throw CallException.of(e, address);
    }
  }

  /** Does the work and returns the exit code. */
  abstract int call(Connection connection, Console console) throws IOException;
}
