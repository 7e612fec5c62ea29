package org.hillock.server.wire;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Attributes;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;

/** Tells calls where they come from as other servers do; Armeria's own calls do not. */
final class PeerAddress implements ServerInterceptor {

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    var attributes =
        Attributes.newBuilder()
            .setAll(call.getAttributes())
            .set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, ServiceRequestContext.current().remoteAddress())
            .build();
    return next.startCall(new Placed<>(call, attributes), headers);
  }

  private static final class Placed<Q, A> extends SimpleForwardingServerCall<Q, A> {

    private final Attributes attributes;

    Placed(ServerCall<Q, A> call, Attributes attributes) {
      super(call);
      this.attributes = attributes;
    }

    @Override
    public Attributes getAttributes() {
      return attributes;
    }
  }
}
