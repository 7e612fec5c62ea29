package org.hillock.pluginhost.verify;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.hillock.pluginhost.Finding;

/** What the verifying process says, a line each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @Type(value = Message.Found.class, name = "found"),
  @Type(value = Message.Loaded.class, name = "loaded"),
  @Type(value = Message.Done.class, name = "done")
})
sealed interface Message {

  /** Tells its lines from whatever else the process prints. */
  String MARK = "hillock-verify ";

  /** Something is wrong. */
  record Found(Finding finding) implements Message {}

  /** The plugin could be loaded. */
  record Loaded(Verdict.Loaded plugin) implements Message {}

  /** All was looked at. */
  record Done() implements Message {}

  /** As a line. */
  default String line() {
    try {
      return MARK + Json.MAPPER.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message without a JSON form", e);
    }
  }

  /** Reads a line; empty if it is none of these. */
  static Optional<Message> read(String line) {
    try {
      return line.startsWith(MARK)
          ? Optional.of(Json.MAPPER.readValue(line.substring(MARK.length()), Message.class))
          : Optional.empty();
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  /** Kept apart, so that the interface initialises nothing. */
  final class Json {
    private static final JsonMapper MAPPER =
        JsonMapper.builder().visibility(PropertyAccessor.IS_GETTER, Visibility.NONE).build();

    private Json() {}
  }
}
