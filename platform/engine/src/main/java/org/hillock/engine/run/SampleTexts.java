package org.hillock.engine.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hillock.api.data.SampleShape;
import org.hillock.api.tensor.Shape;
import org.hillock.engine.checkpoint.Checkpoint;

/** What samples look like, in a checkpoint's metadata. */
final class SampleTexts {

  private static final String STEPS = "sample_steps";
  private static final String FEATURES = "sample_features";
  private static final String PARTS = "sample_parts";
  private static final String PART = "sample_part/";

  private SampleTexts() {}

  static Map<String, String> of(SampleShape sample) {
    var texts = new LinkedHashMap<String, String>();
    put(texts, "", sample);
    if (!sample.parts().isEmpty()) {
      texts.put(
          PARTS,
          sample.parts().stream().map(SampleShape.Part::name).collect(Collectors.joining(",")));
      sample.parts().forEach(part -> put(texts, prefix(part.name()), part.shape()));
    }
    return texts;
  }

  private static String prefix(String part) {
    return PART + part + "/";
  }

  private static void put(Map<String, String> texts, String prefix, SampleShape sample) {
    texts.put(prefix + STEPS, Integer.toString(sample.steps()));
    texts.put(
        prefix + FEATURES,
        Arrays.stream(sample.features().dims())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(",")));
  }

  static SampleShape read(Checkpoint checkpoint) {
    var names = checkpoint.find(PARTS);
    if (names.isEmpty()) {
      return read(checkpoint, "");
    }
    return SampleShape.of(
        List.of(names.get().split(",")).stream()
            .map(name -> new SampleShape.Part(name, read(checkpoint, prefix(name))))
            .toList());
  }

  private static SampleShape read(Checkpoint checkpoint, String prefix) {
    var text = checkpoint.text(prefix + FEATURES);
    int[] dims =
        text.isEmpty()
            ? new int[0]
            : Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
    return new SampleShape(Math.toIntExact(checkpoint.number(prefix + STEPS)), Shape.of(dims));
  }
}
