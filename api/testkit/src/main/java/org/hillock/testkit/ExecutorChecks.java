package org.hillock.testkit;

import java.util.List;
import org.hillock.api.execute.RunExecutor;
import org.hillock.api.execute.RunExecutor.Launch;

/** What is checked of every executor; nothing is started. */
final class ExecutorChecks {

  private static final List<Launch> LAUNCHES =
      List.of(new Launch(1, 0), new Launch(2, 2L << 30), new Launch(64, 1L << 40));

  static final Suite<RunExecutor> SUITE =
      new Suite<>(
          RunExecutor.class,
          List.of(new Check<>("its launcher is words, the same each time", ExecutorChecks::words)));

  private ExecutorChecks() {}

  private static void words(Subject<RunExecutor> subject) {
    for (var launch : LAUNCHES) {
      var words = subject.component().launcher(launch);
      if (words.stream().anyMatch(String::isBlank)) {
        throw subject.fault("the launcher for " + launch, "words, none of them empty", words);
      }
      var again = subject.component().launcher(launch);
      if (!again.equals(words)) {
        throw subject.fault("the launcher for " + launch + ", asked again", words, again);
      }
    }
  }
}
