package org.hillock.plugins.speech;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.hillock.api.data.Installation;
import org.hillock.api.data.Installation.Archive;
import org.hillock.api.data.Installation.Source.Archives;
import org.hillock.api.data.Installation.Target;
import org.hillock.api.data.Samples;

/**
 * The files of a Heidelberg data set, as one sequence of spike trains of 700 units.
 *
 * @param files training, validation (in SSC) and test file
 */
record HeidelbergFiles(List<HdfSpikes> files) {

  private static final int UNITS = 700;
  private static final String ORIGIN = "https://zenkelab.org/datasets/";

  /**
   * How trains are seen.
   *
   * @param group neighbouring units that are added up
   * @param bin the length of a time step, ms
   * @param steps time steps; 0: as many as the longest train takes
   */
  record View(int group, int bin, int steps) {}

  static void requireGroups(int group) {
    Binning.requireGroups(UNITS, group);
  }

  /**
   * How they are installed.
   *
   * @param name the folder in the data store
   * @param md5 of the archive of each file
   */
  static Installation installation(String name, List<String> files, List<String> md5) {
    return new Installation(
        name,
        "CC BY 4.0, Cramer, Stradmann, Schemmel and Zenke",
        List.of(
            new Archives(
                IntStream.range(0, files.size())
                    .mapToObj(i -> new Archive(ORIGIN + files.get(i) + ".zip", md5.get(i), ""))
                    .toList())),
        files.stream().map(Target::new).toList());
  }

  /**
   * The files that lie in the data store.
   *
   * @param name the folder there
   * @param files their names
   */
  static HeidelbergFiles in(Path store, String name, List<String> files, int classes) {
    var folder = store.resolve(name);
    for (var file : files) {
      if (!Files.isRegularFile(folder.resolve(file))) {
        throw Errors.notInstalled(name, folder.resolve(file));
      }
    }
    return new HeidelbergFiles(
        files.stream().map(file -> new HdfSpikes(folder.resolve(file), classes, UNITS)).toList());
  }

  /**
   * Opens them.
   *
   * @param split the rows of the splits, from the labels of each file
   */
  Samples open(Path store, View view, Split split) {
    var labels = files.stream().map(HdfSpikes::labels).toList();
    int[] all = labels.stream().flatMapToInt(IntStream::of).toArray();
    var key = key();
    var trains = SpikeCache.in(store).get(key, () -> this::forEach);
    int bin = view.bin() * HdfSpikes.TICKS / 1000;
    int steps = view.steps() == 0 ? longest(trains) / bin + 1 : view.steps();
    return new SpikeSamples(
        trains,
        new Binning(UNITS, view.group(), OptionalInt.of(bin), steps, 0),
        new SpikeSamples.Labels(all, files.getFirst().classes(), false),
        split.of(labels),
        key);
  }

  /** Makes splits of the labels of each file. */
  @FunctionalInterface
  interface Split {
    Partition of(List<int[]> labels);
  }

  private void forEach(Consumer<SpikeTrain> consumer) {
    files.forEach(file -> file.forEach(consumer));
  }

  private String key() {
    var sum = Sums.sha256();
    files.forEach(file -> Sums.update(sum, file.sha256()));
    return HexFormat.of().formatHex(sum.digest());
  }

  private static int longest(SpikeFile trains) {
    int longest = 0;
    for (int i = 0; i < trains.size(); i++) {
      long end = trains.begin(i + 1);
      longest = end == trains.begin(i) ? longest : Math.max(longest, trains.time(end - 1));
    }
    return longest;
  }
}
