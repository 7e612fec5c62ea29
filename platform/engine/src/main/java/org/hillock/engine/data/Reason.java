package org.hillock.engine.data;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * Says why input or output failed; many exceptions have no message, or a file's name as message.
 */
final class Reason {

  private Reason() {}

  static String of(IOException e) {
    return switch (e) {
      case HttpConnectTimeoutException _ -> "no connection in time";
      case HttpTimeoutException _ -> "no answer in time";
      case ConnectException _ when e.getCause() instanceof UnresolvedAddressException ->
          "the host is not known here";
      case ConnectException _ -> "no connection";
      case UnknownHostException _ -> "the host is not known here";
      case AccessDeniedException _ -> "no permission for " + e.getMessage();
      case NoSuchFileException _ -> "there is no " + e.getMessage();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }
}
