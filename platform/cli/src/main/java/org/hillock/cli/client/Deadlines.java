package org.hillock.cli.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.concurrent.TimeUnit;

/** Lets no single question wait for ever; streams may last as long as a run. */
final class Deadlines implements ClientInterceptor {

  private static final int SECONDS = 120;

  @Override
  public <A, B> ClientCall<A, B> interceptCall(
      MethodDescriptor<A, B> method, CallOptions options, Channel next) {
    boolean unary = method.getType() == MethodDescriptor.MethodType.UNARY;
    return next.newCall(
        method, unary ? options.withDeadlineAfter(SECONDS, TimeUnit.SECONDS) : options);
  }
}
