package org.hillock.lab;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hillock.api.ErrorCode;
import org.hillock.lab.record.Json;
import org.hillock.lab.record.LabException;
import org.hillock.lab.store.Made;
import org.hillock.lab.store.Request;

/** Recognises repeated requests. */
final class Requests {

  private Requests() {}

  /**
   * A request.
   *
   * @param parts all that it asks for
   */
  static Request of(String id, Object... parts) {
    var bytes = Json.write(parts).getBytes(StandardCharsets.UTF_8);
    return new Request(id, HexFormat.of().formatHex(RunFolder.digest().digest(bytes)));
  }

  /**
   * What the same request made before.
   *
   * @throws LabException {@code ALREADY_EXISTS} if the id was used for another request
   */
  static Optional<String> earlier(Request request, Function<String, Optional<Made>> table) {
    if (request.id().isEmpty()) {
      return Optional.empty();
    }
    var made = table.apply(request.id());
    if (made.isPresent() && !made.get().hash().equals(request.hash())) {
      throw new LabException(
          ErrorCode.ALREADY_EXISTS,
          "request id '%s' was used before for something else; take a new one"
              .formatted(request.id()),
          Map.of("request_id", request.id(), "resource", made.get().id()));
    }
    return made.map(Made::id);
  }
}
