package org.hillock.cli.local;

import org.hillock.cli.client.ServerAddress;
import org.hillock.lab.Lab;
import org.hillock.lab.LabConfig;
import org.hillock.server.HillockServer;
import org.hillock.server.ServerConfig;

/** A lab with a server of its own in this process, which nobody else is told of. */
public final class LocalServer implements AutoCloseable {

  private final Lab lab;
  private final HillockServer server;

  private LocalServer(Lab lab, HillockServer server) {
    this.lab = lab;
    this.server = server;
  }

  /** Opens the lab and its server on a free port of loopback. */
  public static LocalServer open(LabConfig config) {
    return open(config, ServerConfig.loopback(0));
  }

  /** Opens the lab and its server. */
  public static LocalServer open(LabConfig config, ServerConfig listen) {
    var lab = Lab.open(config);
    try {
      return new LocalServer(lab, HillockServer.start(listen, lab));
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  /** The lab. */
  public Lab lab() {
    return lab;
  }

  /** The port the server listens on. */
  public int port() {
    return server.port();
  }

  /** Where the server of {@link #open(LabConfig)} is. */
  public ServerAddress address() {
    return ServerAddress.local(port());
  }

  /** Stops the server, then the lab; unfinished runs can be resumed. */
  @Override
  public void close() {
    try {
      server.close();
    } finally {
      lab.close();
    }
  }
}
