package org.hillock.cli.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hillock.proto.v1.RunServiceGrpc;

/** Lets no single question wait for ever; streams may last as long as a run. */
final class Deadlines implements ClientInterceptor {

  private static final int SECONDS = 120;

  /** A data set may be prepared first: words heard, archives unpacked. */
  private static final int SECONDS_OF_A_NEW_RUN = 3600;

  private static final Set<MethodDescriptor<?, ?>> NEW_RUNS =
      Set.of(RunServiceGrpc.getCreateRunMethod(), RunServiceGrpc.getRepeatRunMethod());

  @Override
  public <A, B> ClientCall<A, B> interceptCall(
      MethodDescriptor<A, B> method, CallOptions options, Channel next) {
    boolean unary = method.getType() == MethodDescriptor.MethodType.UNARY;
    int seconds = NEW_RUNS.contains(method) ? SECONDS_OF_A_NEW_RUN : SECONDS;
    return next.newCall(
        method, unary ? options.withDeadlineAfter(seconds, TimeUnit.SECONDS) : options);
  }
}
