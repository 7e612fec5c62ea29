package org.hillock.plugins.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

  @ParameterizedTest
  @CsvSource({"16000, 8000", "22050, 8000", "8000, 16000"})
  void aToneStaysAndOneBeyondHalfTheRateGoes(int from, int to) {
    var kept = new Resampler(from, to).resample(tone(1000, from));
    assertEquals(to / 10, kept.length);
    for (int i = to / 50; i < kept.length - to / 50; i++) {
      assertEquals(Math.sin(2 * Math.PI * 1000 * i / to), kept[i], 0.01);
    }
    if (to < from) {
      for (float value :
          java.util.Arrays.copyOfRange(
              new Resampler(from, to).resample(tone(6000, from)), 100, 700)) {
        assertEquals(0, value, 0.01);
      }
    }
  }

  private static float[] tone(double frequency, int rate) {
    var sound = new float[rate / 10];
    for (int i = 0; i < sound.length; i++) {
      sound[i] = (float) Math.sin(2 * Math.PI * frequency * i / rate);
    }
    return sound;
  }
}
