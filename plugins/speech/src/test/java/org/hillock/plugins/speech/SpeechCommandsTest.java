package org.hillock.plugins.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.sound.sampled.AudioFormat;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.Split;
import org.hillock.testkit.Tensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeechCommandsTest {

  private static final AudioFormat FORMAT = new AudioFormat(16_000, 16, 1, true, false);

  @TempDir private Path store;
  private Path folder;

  @BeforeEach
  void install() throws IOException {
    folder = store.resolve("speech-commands");
    Files.createDirectories(folder.resolve("_background_noise_"));
    for (int word = 0; word < 35; word++) {
      var of = Files.createDirectory(folder.resolve("word%02d".formatted(word)));
      for (int i = 0; i < 3; i++) {
        Files.write(of.resolve("b%d_nohash_0.wav".formatted(i)), Sounds.wav(FORMAT, new short[9]));
      }
    }
    Files.writeString(folder.resolve("validation_list.txt"), "word03/b1_nohash_0.wav\n");
    Files.writeString(
        folder.resolve("testing_list.txt"), "word34/b0_nohash_0.wav\nword00/b2_nohash_0.wav\n");
  }

  @Test
  void splitsAreThoseOfTheListsAndClassesTheFolders() {
    try (var samples = new SpeechCommands().open(store)) {
      assertEquals(35, samples.classes());
      assertEquals(102, samples.size(Split.TRAIN));
      assertEquals(3, samples.label(Split.VALIDATION, 0));
      assertEquals(0, samples.label(Split.TEST, 0));
      assertEquals(34, samples.label(Split.TEST, 1));
      assertEquals("101 steps of 140", samples.shape().toString());
    }
  }

  @Test
  void melEnergiesAreThoseOfAPlainComputation() throws IOException {
    var random = new Random(4);
    var sound = new short[15_000];
    for (int i = 0; i < sound.length; i++) {
      double tone = Math.sin(2 * Math.PI * (300 + 0.1 * i) * i / 16_000);
      sound[i] = (short) (6000 * tone + 300 * random.nextGaussian());
    }
    Files.write(folder.resolve("word03/b1_nohash_0.wav"), Sounds.wav(FORMAT, sound));
    var mel = Tensors.zeros(101, 140);
    try (var samples = new SpeechCommands().open(store)) {
      samples.read(Split.VALIDATION, 0, mel);
    }
    var resampled = resample(sound);
    for (int frame : new int[] {0, 1, 40, 77, 100}) {
      double[] expected = bands(resampled, frame);
      for (int band = 0; band < 140; band++) {
        assertEquals(expected[band], mel.get(frame * 140L + band), 0.02, frame + ", " + band);
      }
      assertEquals(-100, mel.get(frame * 140L + 139), "beyond 4 kHz");
    }
  }

  /** Every second value of the sound through a windowed sinc, straight from its formula. */
  private static double[] resample(short[] sound) {
    var resampled = new double[8000];
    for (int n = 0; n < 8000; n++) {
      for (int i = Math.max(0, 2 * n - 13); i <= Math.min(sound.length - 1, 2 * n + 14); i++) {
        double t = (i - 2 * n) / 2.0 * 0.99;
        if (Math.abs(t) < 6) {
          double sinc = t == 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t);
          double hann = Math.pow(Math.cos(Math.PI * t / 12), 2);
          resampled[n] += sound[i] / 32768.0 * sinc * hann * 0.99 / 2;
        }
      }
    }
    return resampled;
  }

  private static double[] bands(double[] sound, int frame) {
    var power = new double[129];
    for (int k = 0; k <= 128; k++) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < 256; i++) {
        int at = Math.abs(frame * 80 + i - 128);
        double value = sound[at < 8000 ? at : 15_998 - at];
        double windowed = value * Math.pow(Math.sin(Math.PI * i / 256), 2);
        re += windowed * Math.cos(2 * Math.PI * k * i / 256);
        im -= windowed * Math.sin(2 * Math.PI * k * i / 256);
      }
      power[k] = re * re + im * im;
    }
    var bands = new double[140];
    double low = 2595 * Math.log10(1 + 50 / 700.0);
    double high = 2595 * Math.log10(1 + 14_000 / 700.0);
    var corner = new double[142];
    for (int i = 0; i < 142; i++) {
      corner[i] = 700 * (Math.pow(10, (low + (high - low) * i / 141) / 2595) - 1);
    }
    for (int band = 0; band < 140; band++) {
      double sum = 0;
      for (int k = 0; k <= 128; k++) {
        double f = 4000.0 * k / 128;
        if (f > corner[band] && f < corner[band + 2]) {
          sum +=
              power[k]
                  * (f <= corner[band + 1]
                      ? (f - corner[band]) / (corner[band + 1] - corner[band])
                      : (corner[band + 2] - f) / (corner[band + 2] - corner[band + 1]));
        }
      }
      bands[band] = 10 * Math.log10(Math.max(sum, 1e-10));
    }
    return bands;
  }

  private void refused(ErrorCode code, String message) {
    var thrown =
        assertThrows(HillockException.class, () -> new SpeechCommands().open(store).close());
    assertTrue(thrown.getMessage().contains(message), thrown.getMessage());
    assertEquals(code, thrown.code());
  }

  @Test
  void whatIsMissingOrOfAnotherRateIsTold() throws IOException {
    Files.write(
        folder.resolve("word03/b1_nohash_0.wav"), Sounds.wav(Sounds.EXPECTED, new short[9]));
    try (var samples = new SpeechCommands().open(store)) {
      var thrown =
          assertThrows(
              HillockException.class,
              () -> samples.read(Split.VALIDATION, 0, Tensors.zeros(101, 140)));
      assertTrue(
          thrown.getMessage().contains("expected 16,000 Hz, 1 channel"), thrown.getMessage());
    }
    Files.writeString(folder.resolve("testing_list.txt"), "word34/none.wav\n");
    refused(ErrorCode.CORRUPT_FILE, "it names word34/none.wav, which is not there");
    Files.delete(folder.resolve("testing_list.txt"));
    refused(ErrorCode.CORRUPT_FILE, "there is no testing_list.txt");
    Files.move(folder.resolve("word07"), folder.resolve("_word07"));
    refused(ErrorCode.CORRUPT_FILE, "expected 35 folders of words, found 34");
    Files.move(folder, store.resolve("elsewhere"));
    refused(ErrorCode.DATA_UNAVAILABLE, "speech-commands is not installed");
  }
}
