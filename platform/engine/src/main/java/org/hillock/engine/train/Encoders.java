package org.hillock.engine.train;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.SampleShape;
import org.hillock.api.encoder.Encoder;
import org.hillock.engine.component.Names;

/** What makes sequences of samples. */
public sealed interface Encoders {

  /** One encoder for whole samples, and for every part of those that have parts. */
  record Common(Encoder encoder) implements Encoders {

    @Override
    public Encoder of(SampleShape.Part part) {
      return encoder;
    }

    // Checkpoints know their experiment by its text.
    @Override
    public String toString() {
      return encoder.toString();
    }
  }

  /** An encoder for each part, by the parts' names. */
  record OfParts(SortedMap<String, Encoder> encoders) implements Encoders {

    public OfParts {
      encoders = Collections.unmodifiableSortedMap(new TreeMap<>(encoders));
    }

    @Override
    public Encoder of(SampleShape.Part part) {
      var encoder = encoders.get(part.name());
      if (encoder == null) {
        throw mismatch(
            "part '%s' of the data has no encoder; its shape is %s"
                .formatted(part.name(), part.shape()));
      }
      return encoder;
    }

    /** Refuses encoders of parts that such samples do not have. */
    void requireParts(SampleShape sample) {
      var known = sample.parts().stream().map(SampleShape.Part::name).toList();
      for (var name : encoders.keySet()) {
        if (!known.contains(name)) {
          throw mismatch("the data have no part '%s'%s".formatted(name, Names.hint(name, known)));
        }
      }
    }

    private static HillockException mismatch(String message) {
      return new HillockException(ErrorCode.SHAPE_MISMATCH, message);
    }

    @Override
    public String toString() {
      return encoders.entrySet().stream()
          .map(e -> e.getKey() + ": " + e.getValue())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /**
   * The encoder of a part.
   *
   * @throws HillockException {@code SHAPE_MISMATCH} if there is none
   */
  Encoder of(SampleShape.Part part);
}
