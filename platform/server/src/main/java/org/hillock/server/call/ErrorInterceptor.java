package org.hillock.server.call;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/** Gives every failed call its details, whether a service throws or closes it with a status. */
public final class ErrorInterceptor implements ServerInterceptor {

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    var detailed = new Detailed<>(call);
    try {
      return new Guarded<>(next.startCall(detailed, headers), detailed);
    } catch (RuntimeException | Error e) {
      detailed.close(Status.fromThrowable(e), new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }

  private static final class Detailed<Q, A> extends SimpleForwardingServerCall<Q, A> {

    Detailed(ServerCall<Q, A> call) {
      super(call);
    }

    @Override
    public void close(Status status, Metadata trailers) {
      if (status.isOk()) {
        super.close(status, trailers);
        return;
      }
      var failure = Failures.of(status, getMethodDescriptor().getFullMethodName());
      failure.into(trailers);
      super.close(failure.status(), trailers);
    }
  }

  private static final class Guarded<Q> extends SimpleForwardingServerCallListener<Q> {

    private final ServerCall<?, ?> call;

    Guarded(ServerCall.Listener<Q> listener, ServerCall<?, ?> call) {
      super(listener);
      this.call = call;
    }

    @Override
    public void onMessage(Q message) {
      guard(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
      guard(super::onHalfClose);
    }

    @Override
    public void onReady() {
      guard(super::onReady);
    }

    private void guard(Runnable action) {
      try {
        action.run();
      } catch (RuntimeException | Error e) {
        call.close(Status.UNKNOWN.withCause(e), new Metadata());
      }
    }
  }
}
