package org.hillock.plugins.speech;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.hillock.api.Component;
import org.hillock.api.Param;
import org.hillock.api.data.DataSet;
import org.hillock.api.data.Samples;

/** Digits that a program says, as spikes of a cochlea: {@code [steps][channels / group]} counts. */
@Component(
    id = "synthetic-spoken-digits",
    doc =
        "Synthetic speech: the digits of the Spiking Heidelberg Digits, in English and German, said"
            + " by the program espeak-ng (Debian package espeak-ng) with 16 voices in 3 manners, as"
            + " spikes of a cochlea: 960 words, 20 classes. A family of voices is held out for"
            + " testing. For trials and tests: it is much easier than people's speech, and no"
            + " substitute for the Heidelberg digits.")
public record SyntheticDigits(
    @Param(
            doc = "voices to test on: male, female or klatt (a formant synthesiser)",
            value = "female")
        VoiceFamily test,
    @Param(doc = "whether each train comes reversed in time, too: 40 classes", value = "false")
        boolean reversed,
    @Param(
            doc = "share of the words of each other voice that become the validation split",
            value = "0.1",
            min = 0,
            below = 1)
        double validationFraction,
    @Param(doc = "channels of the cochlea", value = "700", min = 1, max = 10000) int channels,
    @Param(doc = "neighbouring channels that are added up", value = "5", min = 1) int group,
    @Param(doc = "length of a time step", unit = "ms", value = "10", min = 1) int bin,
    @Param(doc = "time steps; what comes later is left out", value = "100", min = 1) int steps)
    implements DataSet {

  private static final double ONSET = 0.03;

  public SyntheticDigits {
    Binning.requireGroups(channels, group);
  }

  @Override
  public Samples open(Path store) {
    var words = SyntheticWord.all();
    var hearing = new Hearing(words, Cochlea.standard(channels));
    var key = hearing.key("%s, %s".formatted(Espeak.version(), words));
    return new SpikeSamples(
        SpikeCache.in(store).get(key, () -> hearing.trains()::forEach),
        new Binning(channels, group, OptionalInt.of(bin), steps, ONSET),
        new SpikeSamples.Labels(
            words.stream().mapToInt(SyntheticWord::digit).toArray(),
            SyntheticWord.CLASSES,
            reversed),
        partition(words),
        key);
  }

  private Partition partition(List<SyntheticWord> words) {
    var rows = IntStream.range(0, words.size());
    var tested = IntStream.range(0, words.size()).filter(i -> test.has(words.get(i).voice()));
    return new Partition(
            rows.filter(i -> !test.has(words.get(i).voice())).toArray(),
            new int[0],
            tested.toArray(),
            "synthetic voices: the %s ones for testing; for validation, %.3g of the words of each"
                    .formatted(test.text(), validationFraction)
                + " other")
        .withValidation(validationFraction, row -> words.get(row).voice());
  }
}
