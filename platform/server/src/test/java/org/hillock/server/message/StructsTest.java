package org.hillock.server.message;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import org.junit.jupiter.api.Test;

final class StructsTest {

  @Test
  void jsonComesBackAsItWas() {
    String json =
        "{\"name\":\"x\",\"seed\":7,\"tau\":2.5,\"on\":true,\"none\":null,\"list\":[1,{\"a\":-3}]}";
    assertEquals(json, Structs.json(Structs.of(json)));
  }

  @Test
  void aWholeNumberIsWrittenWithoutAFraction() {
    var struct =
        Struct.newBuilder()
            .putFields("epochs", Value.newBuilder().setNumberValue(30).build())
            .putFields("rate", Value.newBuilder().setNumberValue(1e-3).build())
            .build();
    assertEquals("{\"epochs\":30,\"rate\":0.001}", Structs.json(struct));
  }

  @Test
  void aSeedThatNoDoubleHoldsKeepsEveryDigit() {
    assertEquals(
        "9007199254740993",
        Structs.of("{\"seed\": 9007199254740993}").getFieldsOrThrow("seed").getStringValue());
  }
}
