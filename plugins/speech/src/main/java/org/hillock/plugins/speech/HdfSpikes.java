package org.hillock.plugins.speech;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hillock.api.HillockException;

/**
 * A file of spike trains in the layout of the Heidelberg data sets: {@code spikes/times} in seconds
 * and {@code spikes/units} with a row of its own length for each sample, {@code labels}. Also read:
 * the same flat, with {@code spikes/offsets} that say where each sample begins and the last ends.
 *
 * @param classes labels are below
 * @param units units are below
 */
record HdfSpikes(Path file, int classes, int units) {

  /** Ticks of 0.1 ms a second. */
  static final int TICKS = 10_000;

  private static final int LATEST = 0xFFFF;
  private static final int PIECE = 512;

  /** SHA-256 of the file. */
  String sha256() {
    try (var sum = new DigestOutputStream(OutputStream.nullOutputStream(), Sums.sha256())) {
      Files.copy(file, sum);
      return HexFormat.of().formatHex(sum.getMessageDigest().digest());
    } catch (IOException e) {
      throw Errors.unreadable(file, e);
    }
  }

  /** The class of each sample. */
  int[] labels() {
    return read(
        hdf -> {
          Object labels = set(hdf, "labels").getData();
          int[] of = new int[Array.getLength(labels)];
          for (int i = 0; i < of.length; i++) {
            long label = Array.getLong(labels, i);
            if (label < 0 || label >= classes) {
              throw Errors.corrupt(
                  file,
                  "the label of sample %d is %d, there are classes 0 to %d"
                      .formatted(i, label, classes - 1));
            }
            of[i] = (int) label;
          }
          return of;
        });
  }

  /** Gives each sample's train, in order; times count from its first spike, in ticks. */
  void forEach(Consumer<SpikeTrain> consumer) {
    read(
        hdf -> {
          var times = set(hdf, "spikes/times");
          var units = set(hdf, "spikes/units");
          int samples = set(hdf, "labels").getDimensions()[0];
          if (times.isVariableLength()) {
            rows(samples, times, units, consumer);
          } else {
            flat(hdf, samples, times.getData(), units.getData(), consumer);
          }
          return true;
        });
  }

  private void rows(int samples, Dataset times, Dataset units, Consumer<SpikeTrain> consumer) {
    requireCount("spikes/times", times.getDimensions()[0], samples);
    requireCount("spikes/units", units.getDimensions()[0], samples);
    for (int from = 0; from < samples; from += PIECE) {
      long[] at = {from};
      int[] count = {Math.min(PIECE, samples - from)};
      var someTimes = (Object[]) times.getData(at, count);
      var someUnits = (Object[]) units.getData(at, count);
      for (int i = 0; i < count[0]; i++) {
        int length = Array.getLength(someTimes[i]);
        if (Array.getLength(someUnits[i]) != length) {
          throw Errors.corrupt(
              file,
              "sample %d has %d times and %d units"
                  .formatted(from + i, length, Array.getLength(someUnits[i])));
        }
        consumer.accept(train(from + i, someTimes[i], someUnits[i], 0, length));
      }
    }
  }

  private void flat(
      HdfFile hdf, int samples, Object times, Object units, Consumer<SpikeTrain> consumer) {
    Object offsets = set(hdf, "spikes/offsets").getData();
    requireCount("spikes/offsets", Array.getLength(offsets) - 1, samples);
    int size = Array.getLength(times);
    requireCount("spikes/units", Array.getLength(units), size);
    long begin = Array.getLong(offsets, 0);
    for (int i = 0; i < samples; i++) {
      long end = Array.getLong(offsets, i + 1);
      if (begin < 0 || end < begin || end > size) {
        throw Errors.corrupt(
            file, "sample %d lies from %d to %d of %,d spikes".formatted(i, begin, end, size));
      }
      consumer.accept(train(i, times, units, (int) begin, (int) (end - begin)));
      begin = end;
    }
  }

  private void requireCount(String what, int found, int expected) {
    if (found != expected) {
      throw Errors.corrupt(
          file, "%s has %,d entries, expected %,d".formatted(what, found, expected));
    }
  }

  private SpikeTrain train(int sample, Object times, Object units, int from, int length) {
    double first = Double.POSITIVE_INFINITY;
    for (int i = from; i < from + length; i++) {
      first = Math.min(first, Array.getDouble(times, i));
    }
    long[] spikes = new long[length];
    for (int i = 0; i < length; i++) {
      double tick = Math.floor((Array.getDouble(times, from + i) - first) * TICKS);
      long unit = Array.getLong(units, from + i);
      if (unit < 0 || unit >= this.units) {
        throw Errors.corrupt(
            file,
            "sample %d has a spike of unit %d, there are units 0 to %d"
                .formatted(sample, unit, this.units - 1));
      }
      if (!(tick <= LATEST)) {
        throw Errors.corrupt(
            file,
            "sample %d has a spike at %s s, expected one less than %.1f s after its first"
                .formatted(sample, Array.getDouble(times, from + i), (double) LATEST / TICKS));
      }
      spikes[i] = (long) tick << Character.SIZE | unit;
    }
    Arrays.sort(spikes);
    return SpikeTrain.of(spikes);
  }

  private Dataset set(HdfFile hdf, String path) {
    if (hdf.getByPath(path) instanceof Dataset set && set.getDimensions().length == 1) {
      return set;
    }
    throw Errors.corrupt(file, "%s is no list".formatted(path));
  }

  private <T> T read(Function<HdfFile, T> reader) {
    // The library looks for its filters by the thread's loader.
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(HdfSpikes.class.getClassLoader());
    try (var hdf = new HdfFile(file)) {
      return reader.apply(hdf);
    } catch (HillockException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      // The library says what it does not find in many ways; a filter it lacks is a linkage error.
      throw Errors.corrupt(file, "it cannot be read as HDF5 (%s)".formatted(e));
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
