package org.hillock.server.message;

import java.nio.charset.StandardCharsets;
import org.hillock.proto.v1.Spec;
import org.hillock.server.call.FieldException;

/** Specifications in requests. */
public final class Specs {

  private static final int MOST = 1 << 20;

  private Specs() {}

  /** The specification as YAML or JSON text. */
  public static String text(Spec spec) {
    String text =
        switch (spec.getFormCase()) {
          case STRUCTURE -> Structs.json(spec.getStructure());
          case TEXT -> spec.getText();
          case FORM_NOT_SET ->
              throw new FieldException("spec", "is required; give its structure or its text");
        };
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    if (size > MOST) {
      throw new FieldException(
          "spec",
          "has %d bytes, at most %d are taken; no specification needs them".formatted(size, MOST));
    }
    return text;
  }
}
