package org.hillock.plugins.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.hillock.api.random.RandomStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class CochleaTest {

  private static final RandomStream RANDOM = RandomStream.of(3);

  private static float[] tone(double frequency, int samples) {
    var sound = new float[samples];
    for (int i = 0; i < samples; i++) {
      sound[i] = (float) Math.sin(2 * Math.PI * frequency * i / 8000);
    }
    return sound;
  }

  @Test
  void filtersAreSpreadEvenlyInTheBandwidthsOfTheEar() {
    var cochlea = Cochlea.standard(700);
    assertEquals(80, cochlea.centre(0), 1e-6);
    assertEquals(3800, cochlea.centre(699), 1e-6);
    // Glasberg and Moore 1990: 24.7 (4.37 kHz + 1).
    assertEquals(1.019 * 132.639, Cochlea.bandwidth(1000), 1e-3);
    double gap = (cochlea.centre(1) - cochlea.centre(0)) / Cochlea.bandwidth(80);
    double last = (cochlea.centre(699) - cochlea.centre(698)) / Cochlea.bandwidth(3800);
    assertEquals(gap, last, 0.02 * gap);
  }

  @Test
  void aFilterGivesTheEnvelopeThatItsImpulseResponseGives() {
    var cochlea = Cochlea.standard(40);
    int channel = 20;
    var sound = tone(cochlea.centre(channel) + 60, 1200);
    var filters = new Filters(cochlea, 256);
    filters.listen(sound);
    float[] envelope = new float[256];
    filters.envelope(channel, envelope);
    double scale = 0.1 / Math.sqrt(0.5);
    double b = 2 * Math.PI * Cochlea.bandwidth(cochlea.centre(channel));
    for (int ms : new int[] {10, 40, 100}) {
      double re = 0;
      double im = 0;
      for (int i = 0; i <= ms * 8; i++) {
        double t = (ms * 8 - i) / 8000.0;
        // t³ e^(-bt), of unit gain at its centre, against the shifted tone.
        double h = Math.pow(b, 4) / 6 * t * t * t * Math.exp(-b * t) / 8000;
        double phase = 2 * Math.PI * cochlea.centre(channel) * i / 8000;
        re += h * 2 * scale * sound[i] * Math.cos(phase);
        im -= h * 2 * scale * sound[i] * Math.sin(phase);
      }
      assertEquals(Math.cbrt(Math.hypot(re, im)), envelope[ms], 0.01);
    }
  }

  @Test
  void aToneIsHeardWhereItsFrequencyLiesAndWhileItLasts() {
    var cochlea = Cochlea.standard(100);
    var train = cochlea.new Ear().hear(tone(1000, 2400), RANDOM);
    int[] of = new int[100];
    for (int i = 0; i < train.size(); i++) {
      of[train.units()[i]]++;
      assertTrue(train.times()[i] < 340, "300 ms, and some ringing");
      assertTrue(i == 0 || train.times()[i - 1] <= train.times()[i], "in the order of time");
    }
    int loudest = IntStream.range(0, 100).reduce((a, c) -> of[c] > of[a] ? c : a).orElseThrow();
    assertTrue(Math.abs(cochlea.centre(loudest) - 1000) < 150, loudest + " spikes most");
    assertEquals(0, of[5] + of[95], "far from the tone");
  }

  @Test
  void loudnessSilenceAndRepetitionChangeNothing() {
    var ear = Cochlea.standard(50).new Ear();
    var sound = tone(700, 1600);
    var quiet = sound.clone();
    for (int i = 0; i < quiet.length; i++) {
      quiet[i] /= 64;
    }
    var train = ear.hear(sound, RANDOM);
    assertEquals(0, ear.hear(new float[8000], RANDOM).size());
    assertArrayEquals(train.times(), ear.hear(quiet, RANDOM).times());
    assertArrayEquals(train.units(), ear.hear(sound, RANDOM).units());
  }

  @Test
  void refusesRatesThatHaveNoWholeMillisecondOfAPowerOfTwo() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Cochlea(44_100, 10, 80, 3800, 0.6, 60, 8.8, 0.004, 8, 2));
    assertTrue(thrown.getMessage().contains("found 44100"), thrown.getMessage());
  }

  /** Where the shared pack of recordings lies: 7,300 spikes a word were published of it. */
  @Test
  void wordsGiveAsManySpikesAsTheHeidelbergDigits() {
    var pack = Path.of("..", "..", "..", "shared", "data", "fsdd-dev4.zip");
    Assumptions.assumeTrue(Files.exists(pack), "the pack of recordings is not here");
    var some = Recordings.read(List.of(pack)).all();
    var fortieth =
        IntStream.range(0, some.size()).filter(i -> i % 40 == 7).mapToObj(some::get).toList();
    var trains = new Hearing(fortieth, Cochlea.standard(700)).trains();
    double mean = trains.stream().mapToInt(SpikeTrain::size).average().orElseThrow();
    assertTrue(mean > 6600 && mean < 8000, mean + " spikes a word");
  }
}
