package org.hillock.server.wire;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.hillock.server.call.Failure;

/** The answer to a request that reaches no service: trailers for gRPC, JSON for others. */
final class Refusal {

  private Refusal() {}

  static HttpResponse of(ServiceRequestContext ctx, HttpRequest req, Failure failure) {
    var type = req.contentType();
    boolean grpc =
        type != null
            && GrpcSerializationFormats.values().stream()
                .anyMatch(format -> format.isAccepted(type));
    return grpc ? trailersOnly(type, failure) : JsonErrors.answer(ctx, failure.details());
  }

  private static HttpResponse trailersOnly(MediaType type, Failure failure) {
    var details = failure.details();
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(type)
            .endOfStream(true)
            .addInt(GrpcHeaders.STATUS, details.getCode())
            .add(GrpcHeaders.MESSAGE, percentEncoded(details.getMessage()))
            .add(GrpcHeaders.DETAILS, Base64.getEncoder().encodeToString(details.toByteArray()))
            .build());
  }

  private static String percentEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
