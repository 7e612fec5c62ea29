package org.hillock.plugins.datasets;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.hillock.api.Component;
import org.hillock.api.HillockException;
import org.hillock.api.Param;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Samples;

/**
 * Samples of several data sets that show the same class, as parts of one sample. The pairs of a
 * split are made of samples of that split alone, as {@link Pairing} says.
 */
@Component(
    id = "paired",
    doc =
        "Puts samples of several data sets together that are of the same class: each becomes a part"
            + " of one sample, which the network takes as data.NAME. Which of a class meet is drawn"
            + " from the seed; splits stay apart; where one set has fewer samples of a class, they"
            + " are taken again.")
public record Paired(
    @Param(doc = "the data sets, by the names of the parts") Map<String, DataSet> of,
    @Param(doc = "what is drawn from: which samples of a class meet", value = "0") int seed)
    implements DataSet {

  public Paired {
    of = Collections.unmodifiableMap(new TreeMap<>(of));
    if (of.size() < 2) {
      throw new IllegalArgumentException(
          "of: takes at least 2 data sets by name, such as {image: digits, sound: {type: …}}; got "
              + of.size());
    }
  }

  @Override
  public Samples open(Path store) {
    var open = new TreeMap<String, Samples>();
    try {
      of.forEach((name, data) -> open.put(name, open(name, data, store)));
      return new PairedSamples(open, seed);
    } catch (RuntimeException e) {
      open.values().forEach(Samples::close);
      throw e;
    }
  }

  private static Samples open(String name, DataSet data, Path store) {
    try {
      return data.open(store);
    } catch (HillockException e) {
      throw new HillockException(e.code(), "part " + name + ": " + e.getMessage(), e);
    }
  }
}
