package org.hillock.plugins.speech;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Samples;

/**
 * Spoken digits as spikes of a cochlea: {@code [steps][channels / group]} counts. Files are named
 * {@code DIGIT_SPEAKER_NUMBER.wav}, 8 kHz, one channel, 16 bits.
 */
@Component(
    id = "spoken-digits",
    doc =
        "Recordings of spoken digits as spikes of a cochlea (made once, then kept in the data"
            + " store). Split by speaker. Reversed, each spike train and its exact reversal in time"
            + " are two classes, which no count of spikes tells apart. Meant for the Free Spoken"
            + " Digit Dataset (CC BY-SA 4.0) and recordings of one's own, named"
            + " DIGIT_SPEAKER_NUMBER.wav: 8 kHz, one channel, 16 bits.",
    cites = {
      "Jackson, Z., Souza, C., Flaks, J., Pan, Y., Nicolas, H., Thite, A. (2018). Free Spoken Digit"
          + " Dataset. doi:10.5281/zenodo.1342401."
    })
public record SpokenDigits(
    @Param(
            doc =
                "zip files or folders of recordings; absolute, or relative to the data store or to"
                    + " where the program was started; none: spoken-digits in the data store",
            value = "[]")
        List<String> archives,
    @Param(doc = "speakers to learn from; none: all that are not tested", value = "[]")
        List<String> trainSpeakers,
    @Param(doc = "speakers to test on; none: the last by name", value = "[]")
        List<String> testSpeakers,
    @Param(doc = "whether each train comes reversed in time, too: 20 classes", value = "false")
        boolean reversed,
    @Param(
            doc =
                "share of the recordings of each training speaker and digit that become the"
                    + " validation split",
            value = "0.1",
            min = 0,
            below = 1)
        double validationFraction,
    @Param(doc = "channels of the cochlea", value = "700", min = 1, max = 10000) int channels,
    @Param(doc = "neighbouring channels that are added up", value = "5", min = 1) int group,
    @Param(doc = "length of a time step", unit = "ms", value = "10", min = 1) int bin,
    @Param(
            doc =
                "whether each recording is stretched over all time steps, whatever its length;"
                    + " bin then counts for nothing",
            value = "false")
        boolean stretched,
    @Param(doc = "time steps; what comes later is left out", value = "100", min = 1) int steps,
    @Param(
            doc = "share of a recording's spikes that come before its first time step",
            value = "0.03",
            min = 0,
            below = 1)
        double onset,
    @Param(
            doc =
                "both ends of a recording are cut off where they are so much quieter than its"
                    + " loudest 20 ms; not given: nothing is",
            unit = "dB",
            above = 0)
        Optional<Double> trim,
    @Param(
            doc =
                "families of voices (male, female, klatt) with which the program espeak-ng (Debian"
                    + " package espeak-ng) says the digits in English in 3 manners, to be learned"
                    + " from, too; never validated or tested on",
            value = "[]")
        List<VoiceFamily> synthetic)
    implements DataSet {

  private static final String NAME = "spoken-digits";
  private static final int DIGITS = 10;

  public SpokenDigits {
    archives = List.copyOf(archives);
    trainSpeakers = List.copyOf(trainSpeakers);
    testSpeakers = List.copyOf(testSpeakers);
    synthetic = List.copyOf(synthetic);
    Binning.requireGroups(channels, group);
  }

  @Override
  public Samples open(Path store) {
    var recordings = Recordings.read(places(store));
    var words = SyntheticWord.english(synthetic);
    int recorded = recordings.all().size();
    var partition =
        new SpeakerSplit(recordings, trainSpeakers, testSpeakers).partition(validationFraction);
    if (!words.isEmpty()) {
      partition =
          partition.learningFrom(
              IntStream.range(recorded, recorded + words.size()),
              "%d words of espeak-ng".formatted(words.size()));
    }
    var hearing =
        new Hearing(
            Stream.concat(recordings.all().stream(), words.stream()).map(this::trimmed).toList(),
            Cochlea.standard(channels));
    var key =
        hearing.key(
            recordings.sha256()
                + trim.map(", trimmed at %s dB"::formatted).orElse("")
                + (words.isEmpty() ? "" : ", %s, %s".formatted(Espeak.version(), words)));
    var labels =
        IntStream.concat(
            recordings.all().stream().mapToInt(Recording::digit),
            words.stream().mapToInt(SyntheticWord::digit));
    return new SpikeSamples(
        SpikeCache.in(store).get(key, () -> hearing.trains()::forEach),
        new Binning(
            channels, group, stretched ? OptionalInt.empty() : OptionalInt.of(bin), steps, onset),
        new SpikeSamples.Labels(labels.toArray(), DIGITS, reversed),
        partition,
        key);
  }

  private Utterance trimmed(Utterance whole) {
    return trim.<Utterance>map(quieter -> new Trimmed(whole, quieter)).orElse(whole);
  }

  private List<Path> places(Path store) {
    if (!archives.isEmpty()) {
      return archives.stream()
          .map(archive -> GivenFiles.find(store, archive, "data.archives"))
          .toList();
    }
    var installed = store.resolve(NAME);
    if (!Files.isDirectory(installed)) {
      throw Errors.unavailable(
          "there are no spoken digits in %s; get the git repository".formatted(installed)
              + " Jakobovski/free-spoken-digit-dataset and put its folder recordings there, or name"
              + " zip files or folders of recordings under data.archives");
    }
    return List.of(installed);
  }
}
