package org.hillock.plugins.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioFormat;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpokenDigitsTest {

  private static final int STEPS = 40;
  private static final int GROUPS = 20;

  @TempDir private Path store;

  @BeforeEach
  void record() throws IOException {
    Sounds.folder(store.resolve("mine"), 5, "ann", "bo", "cy");
  }

  private static SpokenDigits digits(
      List<String> archives, List<String> train, List<String> test, boolean reversed) {
    return digits(archives, train, test, reversed, Optional.empty());
  }

  private static SpokenDigits digits(
      List<String> archives,
      List<String> train,
      List<String> test,
      boolean reversed,
      Optional<Double> trim) {
    return digits(archives, train, test, reversed, trim, List.of());
  }

  private static SpokenDigits digits(
      List<String> archives,
      List<String> train,
      List<String> test,
      boolean reversed,
      Optional<Double> trim,
      List<VoiceFamily> synthetic) {
    return new SpokenDigits(
        archives, train, test, reversed, 0.2, 100, 5, 10, false, STEPS, 0.03, trim, synthetic);
  }

  private Samples open(boolean reversed) {
    return digits(List.of("mine"), List.of(), List.of("bo"), reversed).open(store);
  }

  private static float[] read(Samples samples, Split split, int index) {
    var sample = Tensors.zeros(STEPS, GROUPS);
    sample.fill(Float.NaN);
    samples.read(split, index, sample);
    return sample.toArray();
  }

  private void refused(ErrorCode code, String message, SpokenDigits digits) {
    var thrown = assertThrows(HillockException.class, () -> digits.open(store));
    assertTrue(thrown.getMessage().contains(message), thrown.getMessage());
    assertEquals(code, thrown.code());
  }

  @Test
  void speakersAreTestedOrLearnedFromAndAShareOfTheirDigitsValidates() {
    try (var samples = open(false)) {
      assertEquals(10, samples.classes());
      assertEquals(16, samples.size(Split.TRAIN));
      assertEquals(4, samples.size(Split.VALIDATION));
      assertEquals(10, samples.size(Split.TEST));
      assertTrue(samples.splitDescription().contains("ann, cy for learning, bo for testing"));
      int ones = 0;
      for (int i = 0; i < 10; i++) {
        ones += samples.label(Split.TEST, i);
      }
      assertEquals(5, ones);
    }
    try (var last = digits(List.of("mine"), List.of("ann"), List.of(), false).open(store)) {
      assertTrue(last.splitDescription().contains("ann for learning, cy for testing"));
      assertEquals(8, last.size(Split.TRAIN));
    }
  }

  @Test
  void syntheticVoicesAreLearnedFromAlone() {
    SyntheticDigitsTest.assumeEspeak();
    var klatt = List.of(VoiceFamily.KLATT);
    var mine = List.of("mine");
    var bo = List.of("bo");
    try (var people = open(false);
        var samples = digits(mine, List.of(), bo, false, Optional.of(20.0), klatt).open(store)) {
      assertEquals(10, samples.classes());
      assertEquals(16 + 4 * 3 * 10, samples.size(Split.TRAIN));
      assertEquals(4, samples.size(Split.VALIDATION));
      assertEquals(10, samples.size(Split.TEST));
      assertTrue(samples.splitDescription().contains("120 words of espeak-ng for learning, too"));
      assertNotEquals(people.sha256(), samples.sha256());
      var counts = new int[10];
      for (int i = 16; i < samples.size(Split.TRAIN); i++) {
        counts[samples.label(Split.TRAIN, i)]++;
        assertTrue(lastStep(read(samples, Split.TRAIN, i)) > 5, "word " + i);
      }
      assertArrayEquals(new int[] {12, 12, 12, 12, 12, 12, 12, 12, 12, 12}, counts);
    }
  }

  @Test
  void aTrainAndItsReversalAreTwoClassesWithEqualCounts() {
    try (var samples = open(true)) {
      assertEquals(20, samples.classes());
      for (var split : Split.values()) {
        for (int i = 0; i < samples.size(split); i += 2) {
          assertEquals(samples.label(split, i) + 10, samples.label(split, i + 1));
          var forward = read(samples, split, i);
          var backward = read(samples, split, i + 1);
          int last = lastStep(forward);
          assertTrue(last > 5, "the word takes some steps");
          assertNotEquals(Arrays.hashCode(forward), Arrays.hashCode(backward));
          var turned = new float[forward.length];
          for (int t = 0; t <= last; t++) {
            System.arraycopy(forward, t * GROUPS, turned, (last - t) * GROUPS, GROUPS);
          }
          assertArrayEquals(turned, backward);
        }
      }
    }
  }

  private static int lastStep(float[] sample) {
    int last = 0;
    for (int i = 0; i < sample.length; i++) {
      last = sample[i] > 0 ? i / GROUPS : last;
    }
    return last;
  }

  @Test
  void zipFilesAndFoldersAreTheSameRecordings() throws IOException {
    var zip = Sounds.zip(store.resolve("mine"), store.resolve("mine.zip"));
    try (var samples = open(false);
        var zipped = digits(List.of(zip.toString()), List.of(), List.of("bo"), false).open(store)) {
      assertEquals(samples.sha256(), zipped.sha256());
    }
    refused(
        ErrorCode.INVALID_ARGUMENT,
        "there are two recordings of the name 0_ann_0.wav",
        digits(List.of("mine", "mine.zip"), List.of(), List.of(), false));
  }

  @Test
  void spikesAreKeptAndMadeAgainWhereTheirFileIsDamaged() throws IOException {
    float[] first;
    String sha256;
    try (var samples = open(false)) {
      first = read(samples, Split.TEST, 3);
      sha256 = samples.sha256();
    }
    Path kept;
    try (var files = Files.list(store.resolve("spike-trains"))) {
      var all = files.toList();
      assertEquals(1, all.size(), all::toString);
      kept = all.getFirst();
    }
    var written = Files.getLastModifiedTime(kept);
    try (var samples = open(true)) {
      assertNotEquals(sha256, samples.sha256());
      assertEquals(written, Files.getLastModifiedTime(kept), "read, not written");
    }
    byte[] bytes = Files.readAllBytes(kept);
    bytes[bytes.length / 2] ^= 1;
    for (byte[] damaged : List.of(bytes, Arrays.copyOf(bytes, 100), new byte[0])) {
      Files.write(kept, damaged);
      try (var samples = open(false)) {
        assertArrayEquals(first, read(samples, Split.TEST, 3));
        assertEquals(sha256, samples.sha256());
      }
    }
  }

  @Test
  void aTrimmedRecordingIsTheWordAlone() throws IOException {
    var samples = new short[6000];
    for (int i = 0; i < samples.length; i++) {
      double loud = i >= 2000 && i < 4000 ? 9000 : 300;
      samples[i] = (short) (loud * Math.sin(i * 0.9));
    }
    Files.write(store.resolve("mine/0_bo_0.wav"), Sounds.wav(Sounds.EXPECTED, samples));
    var trim = Optional.of(20.0);
    try (var whole = open(false);
        var word = digits(List.of("mine"), List.of(), List.of("bo"), false, trim).open(store)) {
      assertNotEquals(whole.sha256(), word.sha256());
      assertTrue(lastStep(read(whole, Split.TEST, 0)) > 35, "the hum before it is heard");
      assertEquals(27, lastStep(read(word, Split.TEST, 0)), 6, "250 ms, and how it rings");
    }
  }

  @Test
  void aChangedRecordingIsOtherData() throws IOException {
    String before;
    try (var samples = open(false)) {
      before = samples.sha256();
    }
    Files.write(store.resolve("mine/0_ann_0.wav"), Sounds.word(4, "ann", 1));
    try (var samples = open(false)) {
      assertNotEquals(before, samples.sha256());
    }
  }

  @Test
  void otherFormatsAreRefusedWithWhatWasFound() throws IOException {
    var file = store.resolve("mine/1_bo_2.wav");
    var mine = digits(List.of("mine"), List.of(), List.of(), false);
    Files.write(file, Sounds.wav(new AudioFormat(16_000, 16, 1, true, false), new short[900]));
    refused(
        ErrorCode.CORRUPT_FILE,
        "1_bo_2.wav is not what it should be: expected 8,000 Hz, 1 channel, 16 bits, signed; found"
            + " 16,000 Hz, 1 channels",
        mine);
    Files.write(file, Sounds.wav(new AudioFormat(8000, 16, 2, true, false), new short[900]));
    refused(ErrorCode.CORRUPT_FILE, "found 8,000 Hz, 2 channels, 16 bits", mine);
    var whole = Sounds.word(1, "bo", 2);
    Files.write(file, Arrays.copyOf(whole, 1000));
    refused(ErrorCode.CORRUPT_FILE, "its header says 1,800 samples, it ends after 478", mine);
    Files.write(file, new byte[500]);
    refused(ErrorCode.CORRUPT_FILE, "it is no WAV file", mine);
    Files.write(file, Sounds.wav(Sounds.EXPECTED, new short[70_000]));
    refused(ErrorCode.CORRUPT_FILE, "it lasts 8,750 ms, a word at most 8,000 ms", mine);
    Files.delete(file);
    Files.write(store.resolve("mine/seven.wav"), whole);
    refused(ErrorCode.CORRUPT_FILE, "is named DIGIT_SPEAKER_NUMBER.wav", mine);
  }

  @Test
  void missingRecordingsAndUnknownSpeakersAreToldWithWhatThereIs() throws IOException {
    refused(
        ErrorCode.DATA_UNAVAILABLE,
        "get the git repository Jakobovski/free-spoken-digit-dataset",
        digits(List.of(), List.of(), List.of(), false));
    refused(
        ErrorCode.DATA_UNAVAILABLE,
        "data.archives: there is neither",
        digits(List.of("yours"), List.of(), List.of(), false));
    refused(
        ErrorCode.INVALID_ARGUMENT,
        "data.test-speakers: there are no recordings of 'bob'; there are those of ann, bo, cy",
        digits(List.of("mine"), List.of(), List.of("bob"), false));
    refused(
        ErrorCode.INVALID_ARGUMENT,
        "bo would be learned from and tested on",
        digits(List.of("mine"), List.of("ann", "bo"), List.of("bo"), false));
    Files.write(store.resolve("broken.zip"), new byte[77]);
    refused(
        ErrorCode.CORRUPT_FILE,
        "broken.zip is not what it should be",
        digits(List.of("broken.zip"), List.of(), List.of(), false));
  }
}
