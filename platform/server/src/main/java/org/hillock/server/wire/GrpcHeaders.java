package org.hillock.server.wire;

import com.linecorp.armeria.common.HttpHeaderNames;

/** Names of the headers that tell how a call ended. */
final class GrpcHeaders {

  static final CharSequence STATUS = HttpHeaderNames.of("grpc-status");
  static final CharSequence MESSAGE = HttpHeaderNames.of("grpc-message");
  static final CharSequence DETAILS = HttpHeaderNames.of("grpc-status-details-bin");

  private GrpcHeaders() {}
}
