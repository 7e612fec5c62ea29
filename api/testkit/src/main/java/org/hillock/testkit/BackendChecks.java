package org.hillock.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.backend.Device;
import org.hillock.api.backend.HardwareBackend;
import org.hillock.api.tensor.Tensor;

/** What is checked of every backend: each kernel against the scalar reference. */
final class BackendChecks {

  private static final long MILLIS = 10_000;

  /** The kernels by what they are called, in their order. */
  private static final List<String> GROUPS =
      Kernel.all().stream().map(Kernel::group).distinct().toList();

  static final Suite<HardwareBackend> SUITE =
      new Suite<>(
          HardwareBackend.class,
          Stream.concat(
                  GROUPS.stream()
                      .map(group -> new Check<>(group + " equal the reference", of(group))),
                  Stream.of(
                      new Check<>("the same bits at any number of threads", BackendChecks::bits),
                      new Check<>("closing a device ends its threads", BackendChecks::closes)))
              .toList());

  private BackendChecks() {}

  private static Device open(Subject<HardwareBackend> subject, int threads) {
    return subject.unlessRefused(
        ErrorCode.FAILED_PRECONDITION, () -> subject.component().open(threads));
  }

  private static Check.Body<HardwareBackend> of(String group) {
    return subject -> {
      try (var device = open(subject, 2);
          var reference = subject.rig().reference().open(1)) {
        int done = 0;
        var refusals = new ArrayList<String>();
        for (var kernel : kernels(k -> k.group().equals(group))) {
          try {
            compare(subject, kernel, kernel.call().apply(reference), kernel.call().apply(device));
            done++;
          } catch (HillockException e) {
            refused(subject, kernel, e);
            refusals.add(e.getMessage());
          }
        }
        if (done == 0) {
          throw subject.fault("it refuses all " + group, "some that fit", refusals.getFirst());
        }
      }
    };
  }

  private static List<Kernel> kernels(Predicate<Kernel> wanted) {
    return Kernel.all().stream().filter(wanted).toList();
  }

  /** What does not fit on the hardware may be refused. */
  private static void refused(Subject<HardwareBackend> subject, Kernel kernel, HillockException e) {
    if (e.code() != ErrorCode.INVALID_ARGUMENT) {
      throw subject.fault(
          "it refuses %s %s with the wrong error".formatted(kernel.group(), kernel.name()),
          ErrorCode.INVALID_ARGUMENT,
          e.code() + ": " + e.getMessage());
    }
  }

  private static void compare(
      Subject<HardwareBackend> subject, Kernel kernel, List<Tensor> expected, List<Tensor> found) {
    for (int r = 0; r < expected.size(); r++) {
      subject.close(
          "%s %s: result %d is not the reference's".formatted(kernel.group(), kernel.name(), r),
          expected.get(r).toArray(),
          found.get(r).toArray(),
          kernel.tolerance());
    }
  }

  private static void bits(Subject<HardwareBackend> subject) {
    try (var one = open(subject, 1);
        var two = open(subject, 2)) {
      for (var kernel : Kernel.all()) {
        try {
          var expected = kernel.call().apply(one);
          var found = kernel.call().apply(two);
          for (int r = 0; r < expected.size(); r++) {
            subject.same(
                "%s %s: result %d differs with 2 threads"
                    .formatted(kernel.group(), kernel.name(), r),
                expected.get(r).toArray(),
                found.get(r).toArray());
          }
        } catch (HillockException e) {
          refused(subject, kernel, e);
        }
      }
    }
  }

  private static void closes(Subject<HardwareBackend> subject) throws InterruptedException {
    var before = new HashSet<>(Thread.getAllStackTraces().keySet());
    try (var device = open(subject, 2)) {
      Kernel.all().getFirst().call().apply(device);
    }
    long end = System.nanoTime() + MILLIS * 1_000_000;
    for (var thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && ours(thread, subject)) {
        thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        if (thread.isAlive()) {
          throw subject.fault(
              "a thread runs on after its device was closed", "none", thread.getName());
        }
      }
    }
  }

  /** Threads inherit the plugin's class loader. */
  private static boolean ours(Thread thread, Subject<HardwareBackend> subject) {
    return thread.getContextClassLoader() == subject.component().getClass().getClassLoader();
  }
}
