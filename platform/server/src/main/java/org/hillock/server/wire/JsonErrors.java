package org.hillock.server.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.UnframedGrpcStatusMappingFunction;
import java.util.Base64;

/**
 * The body of a failed JSON call: {@code code}, {@code grpc-code}, {@code message}, {@code
 * details}.
 */
final class JsonErrors {

  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer()
          .omittingInsignificantWhitespace()
          .usingTypeRegistry(
              TypeRegistry.newBuilder()
                  .add(ErrorInfo.getDescriptor())
                  .add(BadRequest.getDescriptor())
                  .build());

  private JsonErrors() {}

  /** The answer to a call that a service or an interceptor let fail. */
  static HttpResponse answer(
      ServiceRequestContext ctx, io.grpc.Status status, AggregatedHttpResponse response) {
    var trailers = response.trailers().isEmpty() ? response.headers() : response.trailers();
    String encoded = trailers.get(GrpcHeaders.DETAILS);
    if (encoded == null) {
      throw new IllegalStateException("a failure without details: " + status);
    }
    try {
      return answer(ctx, Status.parseFrom(Base64.getDecoder().decode(encoded)));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("details that nothing can read: " + status, e);
    }
  }

  static HttpResponse answer(ServiceRequestContext ctx, Status failure) {
    var status = io.grpc.Status.fromCodeValue(failure.getCode());
    var body = JsonNodeFactory.instance.objectNode();
    body.put("code", failure.getCode());
    body.put("grpc-code", status.getCode().name());
    body.put("message", failure.getMessage());
    var details = body.putArray("details");
    failure.getDetailsList().forEach(detail -> details.addRawValue(new RawValue(json(detail))));
    var http = UnframedGrpcStatusMappingFunction.of().apply(ctx, status, null);
    return HttpResponse.of(http, MediaType.JSON_UTF_8, body.toString());
  }

  private static String json(Any detail) {
    try {
      return PRINTER.print(detail);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a detail of a kind unknown here: " + detail, e);
    }
  }
}
