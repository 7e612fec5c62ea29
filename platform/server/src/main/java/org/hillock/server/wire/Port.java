package org.hillock.server.wire;

import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import java.util.List;

/** An open port. Safe for use by several threads. */
public interface Port extends AutoCloseable {

  /**
   * Opens a port.
   *
   * @param interceptors the outermost first
   * @throws org.hillock.api.HillockException if it cannot be opened
   */
  static Port open(
      Endpoint endpoint, List<BindableService> services, List<ServerInterceptor> interceptors) {
    return ArmeriaPort.open(endpoint, services, interceptors);
  }

  /** Its number. */
  int number();

  /** Takes no new call, lets those at work end, and closes. */
  @Override
  void close();
}
