package org.hillock.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.tensor.Tensor;
import org.junit.jupiter.api.Assumptions;

/** What is checked of every data set. */
final class DataSetChecks {

  private static final int READ = 200;

  static final Suite<DataSet> SUITE =
      new Suite<>(
          DataSet.class,
          List.of(
              new Check<>("missing data is an error that says what to do", DataSetChecks::missing),
              new Check<>("labels are classes it has", DataSetChecks::labels),
              new Check<>("a sample is the same whenever it is read", DataSetChecks::repeatable),
              new Check<>("reads on several threads at once", DataSetChecks::threads),
              new Check<>("its checksum stays", DataSetChecks::checksum)));

  private DataSetChecks() {}

  private static void missing(Subject<DataSet> subject) {
    var empty = subject.rig().directory("no-data");
    try (var samples = subject.component().open(empty)) {
      sizes(subject, samples);
      if (subject.component().installation().isPresent()) {
        throw subject.fault("it opens without the files that are to be installed", "an error", "");
      }
    } catch (HillockException e) {
      if (e.code() != ErrorCode.DATA_UNAVAILABLE) {
        throw subject.fault(
            "missing data is the wrong error",
            ErrorCode.DATA_UNAVAILABLE,
            e.code() + ": " + e.getMessage());
      }
      boolean installable = subject.component().installation().isPresent();
      if (installable && !e.getMessage().contains("data install")) {
        throw subject.fault(
            "the error about missing data does not say what to do",
            "the command 'hillock data install'",
            "'" + e.getMessage() + "'");
      }
    }
  }

  private static void sizes(Subject<DataSet> subject, Samples samples) {
    if (samples.size(Split.TRAIN) < 1 || samples.size(Split.TEST) < 1) {
      throw subject.fault(
          "a split is empty",
          "training and test samples",
          "%d and %d".formatted(samples.size(Split.TRAIN), samples.size(Split.TEST)));
    }
    if (samples.classes() < 0 || samples.splitDescription().isBlank()) {
      throw subject.fault(
          "it does not say what it has",
          "classes and how it was split",
          samples.classes() + " classes, split '" + samples.splitDescription() + "'");
    }
  }

  /** The data, where they are installed. */
  private static Samples open(Subject<DataSet> subject) {
    return subject.unlessRefused(
        ErrorCode.DATA_UNAVAILABLE, () -> subject.component().open(store(subject)));
  }

  private static Path store(Subject<DataSet> subject) {
    return subject.rig().directory("data");
  }

  private static int count(Samples samples, Split split) {
    return Math.min(READ, samples.size(split));
  }

  private static float[] read(Samples samples, Split split, int index) {
    Tensor sample = Tensors.zeros(samples.shape().tensor().dims());
    sample.fill(Float.NaN);
    samples.read(split, index, sample);
    return sample.toArray();
  }

  private static void labels(Subject<DataSet> subject) {
    try (var samples = open(subject)) {
      sizes(subject, samples);
      Assumptions.assumeTrue(samples.classes() > 0, "its targets are values");
      for (var split : Split.values()) {
        for (int i = 0; i < samples.size(split); i++) {
          int label = samples.label(split, i);
          if (label < 0 || label >= samples.classes()) {
            throw subject.fault(
                "the label of sample %d of split %s is no class".formatted(i, split),
                "0 to " + (samples.classes() - 1),
                label);
          }
        }
      }
    }
  }

  private static void repeatable(Subject<DataSet> subject) {
    try (var samples = open(subject)) {
      for (var split : Split.values()) {
        int count = count(samples, split);
        var first = IntStream.range(0, count).mapToObj(i -> read(samples, split, i)).toList();
        for (int i = count - 1; i >= 0; i--) {
          var what = "sample %d of split %s".formatted(i, split);
          subject.finite(what, first.get(i));
          subject.same(what + " differs when read again", first.get(i), read(samples, split, i));
        }
      }
    }
  }

  private static void threads(Subject<DataSet> subject) throws Exception {
    try (var samples = open(subject);
        var threads = Executors.newFixedThreadPool(2)) {
      int count = count(samples, Split.TRAIN);
      var together =
          IntStream.range(0, count)
              .<Future<float[]>>mapToObj(i -> threads.submit(() -> read(samples, Split.TRAIN, i)))
              .toList();
      for (int i = 0; i < count; i++) {
        subject.same(
            "sample %d differs when two threads read at once".formatted(i),
            read(samples, Split.TRAIN, i),
            together.get(i).get());
      }
    }
  }

  private static void checksum(Subject<DataSet> subject) {
    try (var samples = open(subject);
        var again = subject.component().open(store(subject))) {
      var sha256 = samples.sha256();
      if (!sha256.matches("[0-9a-f]{64}")) {
        throw subject.fault("its checksum is none", "64 lower-case hexadecimal digits", sha256);
      }
      if (!again.sha256().equals(sha256)) {
        throw subject.fault("its checksum differs when opened again", sha256, again.sha256());
      }
    }
  }
}
