package org.hillock.plugins.datasets;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.SampleShape;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.tensor.Tensor;

/** Opened data sets, a part of each sample from each of them. */
final class PairedSamples implements Samples {

  private final List<Part> parts = new ArrayList<>();
  private final Map<Split, Pairing> pairings = new EnumMap<>(Split.class);
  private final SampleShape shape;
  private final int classes;
  private final String sha256;
  private final String splits;

  /**
   * One data set.
   *
   * @param from where its values begin in a sample
   */
  private record Part(Samples samples, SampleShape shape, long from) {

    void read(Split split, int index, Tensor whole) {
      var values = whole.segment().asSlice(from, shape.tensor().size() * Float.BYTES);
      samples.read(split, index, Tensor.of(values, shape.tensor()));
    }
  }

  PairedSamples(SortedMap<String, Samples> sets, int seed) {
    classes = classes(sets);
    shape =
        SampleShape.of(
            sets.entrySet().stream()
                .map(set -> new SampleShape.Part(set.getKey(), whole(set)))
                .toList());
    long from = 0;
    for (var samples : sets.values()) {
      parts.add(new Part(samples, samples.shape(), from));
      from += samples.shape().tensor().size() * Float.BYTES;
    }
    for (var split : Split.values()) {
      pairings.put(split, Pairing.of(sets, split, classes, seed));
    }
    sha256 =
        Checksums.of(
            sum -> {
              Checksums.put(sum, "paired by class, seed %d".formatted(seed));
              sets.forEach((name, samples) -> Checksums.put(sum, name + samples.sha256()));
            });
    splits =
        sets.entrySet().stream()
                .map(set -> set.getKey() + ": " + set.getValue().splitDescription())
                .collect(Collectors.joining("; ", "", "; paired by class within each split: "))
            + pairs(sets);
  }

  /** How many pairs were made of how many samples, for each split in which there are some. */
  private String pairs(SortedMap<String, Samples> sets) {
    return pairings.entrySet().stream()
        .filter(p -> sets.values().stream().anyMatch(samples -> samples.size(p.getKey()) > 0))
        .map(
            p ->
                "%s %d of %s"
                    .formatted(
                        p.getKey().name().toLowerCase(Locale.ROOT),
                        p.getValue().size(),
                        sets.entrySet().stream()
                            .map(set -> set.getValue().size(p.getKey()) + " " + set.getKey())
                            .collect(Collectors.joining(" and "))))
        .collect(Collectors.joining(", "));
  }

  private static int classes(SortedMap<String, Samples> sets) {
    int classes = sets.firstEntry().getValue().classes();
    if (classes < 1 || sets.values().stream().anyMatch(samples -> samples.classes() != classes)) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "samples are paired by class, so all data sets need the same number of classes, at least"
              + " 1; "
              + sets.entrySet().stream()
                  .map(set -> set.getKey() + " has " + set.getValue().classes())
                  .collect(Collectors.joining(", ")));
    }
    return classes;
  }

  private static SampleShape whole(Map.Entry<String, Samples> set) {
    var shape = set.getValue().shape();
    if (!shape.parts().isEmpty()) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "part %s has parts of its own (%s); put all data sets under one 'paired'"
              .formatted(set.getKey(), shape));
    }
    return shape;
  }

  @Override
  public SampleShape shape() {
    return shape;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public int size(Split split) {
    return pairings.get(split).size();
  }

  @Override
  public void read(Split split, int index, Tensor sample) {
    for (int p = 0; p < parts.size(); p++) {
      parts.get(p).read(split, pairings.get(split).row(p, index), sample);
    }
  }

  @Override
  public int label(Split split, int index) {
    return parts.getFirst().samples().label(split, pairings.get(split).row(0, index));
  }

  @Override
  public String sha256() {
    return sha256;
  }

  @Override
  public String splitDescription() {
    return splits;
  }

  @Override
  public void close() {
    parts.forEach(part -> part.samples().close());
  }
}
