package org.hillock.server.call;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.hillock.lab.record.Caller;
import org.hillock.proto.v1.PluginServiceGrpc;

/** Lets only calls through that show a token, if there are tokens, and tells services who calls. */
public final class AccessInterceptor implements ServerInterceptor {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String SCHEME = "Bearer ";
  private static final String LOOPBACK = "loopback";
  private static final String MISSING =
      "this server asks for a token: send 'authorization: Bearer TOKEN'";
  private static final String WRONG = "the token is not one of this server";
  private static final String PLUGINS_ONLY =
      "the token lets in to hillock.v1.PluginService alone; for all else send the server's token";
  private static final Context.Key<Caller> CALLER = Context.key("caller");

  private final AccessTokens tokens;

  /** Asks for one of these tokens. */
  public AccessInterceptor(AccessTokens tokens) {
    this.tokens = tokens;
  }

  /** Who makes the call that is being served by this thread. */
  public static Caller caller() {
    return CALLER.get();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    var shown = shown(headers);
    var peer = peer(call);
    var plugin = AccessTokens.match(tokens.plugins(), shown);
    boolean forPlugins =
        PluginServiceGrpc.SERVICE_NAME.equals(call.getMethodDescriptor().getServiceName());
    if (plugin.isPresent() && forPlugins) {
      return go(call, headers, next, caller(plugin.get().name(), peer, true));
    }
    var general = AccessTokens.match(tokens.all(), shown);
    if (general.isEmpty() && !tokens.all().isEmpty()) {
      return refuse(call, plugin.isPresent() ? PLUGINS_ONLY : shown.isPresent() ? WRONG : MISSING);
    }
    var name = general.map(AccessToken::name).orElse(LOOPBACK);
    boolean here = peer.map(InetAddress::isLoopbackAddress).orElse(false);
    return go(call, headers, next, caller(name, peer, tokens.plugins().isEmpty() && here));
  }

  private static Optional<String> shown(Metadata headers) {
    return Optional.ofNullable(headers.get(AUTHORIZATION))
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(header -> header.substring(SCHEME.length()).strip());
  }

  private static Optional<InetAddress> peer(ServerCall<?, ?> call) {
    return call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)
            instanceof InetSocketAddress address
        ? Optional.of(address.getAddress())
        : Optional.empty();
  }

  private static Caller caller(String name, Optional<InetAddress> peer, boolean mayChangePlugins) {
    return new Caller(name, peer.map(InetAddress::getHostAddress).orElse(""), mayChangePlugins);
  }

  private static <Q, A> ServerCall.Listener<Q> go(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next, Caller caller) {
    return Contexts.interceptCall(Context.current().withValue(CALLER, caller), call, headers, next);
  }

  private static <Q> ServerCall.Listener<Q> refuse(ServerCall<Q, ?> call, String message) {
    call.close(Status.UNAUTHENTICATED.withDescription(message), new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
