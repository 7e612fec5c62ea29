package org.hillock.server.wire;

import com.google.protobuf.util.JsonFormat;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestContext;
import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.grpc.GrpcJsonMarshaller;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.server.call.Failure;
import org.hillock.server.call.Failures;

/** gRPC, gRPC-Web and JSON on one port of Armeria. */
record ArmeriaPort(Server server) implements Port {

  /** So long no call may be open before the port closes; with none at all, it closes on them. */
  private static final Duration QUIET = Duration.ofMillis(50);

  static Port open(
      Endpoint endpoint, List<BindableService> services, List<ServerInterceptor> interceptors) {
    var server = builder(endpoint).service(grpc(endpoint, services, interceptors)).build();
    try {
      server.start().join();
    } catch (CompletionException e) {
      throw new HillockException(
          ErrorCode.FAILED_PRECONDITION,
          "cannot listen on %s: %s".formatted(endpoint.address(), e.getCause().getMessage()),
          e.getCause());
    }
    return new ArmeriaPort(server);
  }

  private static ServerBuilder builder(Endpoint endpoint) {
    var builder = Server.builder();
    endpoint
        .tls()
        .ifPresentOrElse(
            tls -> builder.https(endpoint.address()).tls(identity(tls)),
            () -> builder.http(endpoint.address()));
    if (!endpoint.anyHost()) {
      builder.decorator(ArmeriaPort::onlyLoopbackHosts);
    }
    // Streams and uploads have no limit of time or length as a whole: each message has.
    return builder
        .maxRequestLength(0)
        .requestTimeoutMillis(0)
        .gracefulShutdownTimeout(QUIET, endpoint.drain())
        .serviceUnder("/", (ctx, req) -> Refusal.of(ctx, req, Failures.unknownMethod(ctx.path())));
  }

  private static TlsKeyPair identity(Endpoint.Tls tls) {
    try {
      return TlsKeyPair.of(tls.key().toFile(), tls.certificate().toFile());
    } catch (RuntimeException e) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "%s is no PEM certificate chain or %s not its private key (PKCS #8 in PEM, no password): %s"
              .formatted(tls.certificate(), tls.key(), e.getMessage()),
          e);
    }
  }

  private static GrpcService grpc(
      Endpoint endpoint, List<BindableService> services, List<ServerInterceptor> interceptors) {
    return GrpcService.builder()
        .supportedSerializationFormats(GrpcSerializationFormats.values())
        .enableUnframedRequests(true)
        .unframedGrpcErrorHandler(JsonErrors::answer)
        .jsonMarshallerFactory(_ -> strictJson())
        .useBlockingTaskExecutor(true)
        .maxRequestMessageLength(endpoint.maxMessageBytes())
        .exceptionHandler((ctx, s, error, meta) -> explain(endpoint, ctx, s, error, meta))
        .intercept(
            Stream.concat(interceptors.reversed().stream(), Stream.of(new PeerAddress())).toList())
        .addServices(services)
        .build();
  }

  /** Refuses unknown fields, which Armeria's own lets pass. */
  private static GrpcJsonMarshaller strictJson() {
    UnaryOperator<JsonFormat.Parser> strict = _ -> JsonFormat.parser();
    return GrpcJsonMarshaller.builderForGson().jsonParserCustomizer(strict).build();
  }

  /** Errors that Armeria finds before a call reaches the interceptors. */
  private static Status explain(
      Endpoint endpoint, RequestContext ctx, Status status, Throwable error, Metadata metadata) {
    if (metadata.containsKey(Failure.DETAILS)) {
      return status;
    }
    var failure =
        status.getCode() == Status.Code.RESOURCE_EXHAUSTED
            ? Failures.messageTooLarge(endpoint.maxMessageBytes())
            : Failures.of(RequestErrors.meant(status, error), ctx.path().substring(1));
    metadata.put(Failure.DETAILS, failure.details());
    return failure.status();
  }

  private static HttpResponse onlyLoopbackHosts(
      HttpService next, ServiceRequestContext ctx, HttpRequest req) throws Exception {
    String host = LoopbackHost.of(req.authority());
    return LoopbackHost.is(host)
        ? next.serve(ctx, req)
        : Refusal.of(ctx, req, Failures.foreignHost(host));
  }

  @Override
  public int number() {
    return server.activeLocalPort();
  }

  @Override
  public void close() {
    server.stop().join();
  }
}
