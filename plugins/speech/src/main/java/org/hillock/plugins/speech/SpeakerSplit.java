package org.hillock.plugins.speech;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Recordings split by speaker.
 *
 * @param train the speakers to learn from; none: all that are not tested
 * @param test the speakers to test on; none: the last by name
 */
record SpeakerSplit(Recordings recordings, List<String> train, List<String> test) {

  Partition partition(double validation) {
    var speakers = recordings.speakers();
    requireKnown(speakers, train, "data.train-speakers");
    requireKnown(speakers, test, "data.test-speakers");
    if (!Collections.disjoint(train, test)) {
      var both = new ArrayList<>(train);
      both.retainAll(test);
      throw Errors.invalid(
          "data.test-speakers: %s would be learned from and tested on"
              .formatted(String.join(", ", both)));
    }
    var tested = test.isEmpty() ? lastOf(speakers) : test;
    var learned =
        train.isEmpty() ? speakers.stream().filter(s -> !tested.contains(s)).toList() : train;
    if (learned.isEmpty()) {
      throw Errors.invalid("data.test-speakers: no speaker is left to learn from");
    }
    var partition =
        new Partition(
            rows(learned),
            new int[0],
            rows(tested),
            "by speaker: %s for learning, %s for testing; for validation, %.3g of each speaker's"
                    .formatted(String.join(", ", learned), String.join(", ", tested), validation)
                + " recordings of each digit");
    return partition.withValidation(
        validation,
        row -> List.of(recordings.all().get(row).speaker(), recordings.all().get(row).digit()));
  }

  private List<String> lastOf(List<String> speakers) {
    var free = speakers.stream().filter(s -> !train.contains(s)).toList();
    if (free.isEmpty()) {
      throw Errors.invalid("data.train-speakers: no speaker is left to test on");
    }
    return List.of(free.getLast());
  }

  private static void requireKnown(List<String> known, List<String> named, String parameter) {
    for (var name : named) {
      if (!known.contains(name)) {
        throw Errors.invalid(
            "%s: there are no recordings of '%s'; there are those of %s"
                .formatted(parameter, name, String.join(", ", known)));
      }
    }
  }

  private int[] rows(List<String> speakers) {
    return IntStream.range(0, recordings.all().size())
        .filter(row -> speakers.contains(recordings.all().get(row).speaker()))
        .toArray();
  }
}
