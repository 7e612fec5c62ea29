package org.hillock.server.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.ResponseCompleteException;
import com.linecorp.armeria.common.stream.ClosedStreamException;
import io.grpc.Status;

/** What Armeria means by an error it found in a request. */
final class RequestErrors {

  private RequestErrors() {}

  /** The error of a message that cannot be read; otherwise the status, with what caused it. */
  static Throwable meant(Status status, Throwable error) {
    // A stream was refused before its client had sent all of it, and the refusal said why; or the
    // client has gone, which is nobody's fault.
    if (error instanceof ResponseCompleteException
        || error instanceof ClosedStreamException
        || error instanceof ClosedSessionException) {
      return Status.CANCELLED.asRuntimeException();
    }
    for (Throwable e = error; e != null; e = e.getCause()) {
      if (e instanceof InvalidProtocolBufferException) {
        return e;
      }
    }
    return status.getCode() == Status.Code.UNKNOWN ? error : status.asRuntimeException();
  }
}
