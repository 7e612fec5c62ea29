package org.hillock.plugins.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TrimmedTest {

  private static final int RATE = 8000;

  /** Half of what 20 ms are. */
  private static final int HALF = 80;

  private static float[] trimmed(double quieter, float... sound) {
    record Given(String name, String source, float[] samples) implements Utterance {
      @Override
      public float[] sound(int rate) {
        return samples;
      }
    }

    return new Trimmed(new Given("word", "here", sound), quieter).sound(RATE);
  }

  /** Of a loudness that changes: a pair is a length and an amplitude. */
  private static float[] sound(double[]... parts) {
    int length = 0;
    for (var part : parts) {
      length += (int) part[0];
    }
    var sound = new float[length];
    int at = 0;
    for (var part : parts) {
      for (int i = 0; i < part[0]; i++, at++) {
        sound[at] = (float) (at % 2 == 0 ? part[1] : -part[1]);
      }
    }
    return sound;
  }

  private static double[] part(int length, double amplitude) {
    return new double[] {length, amplitude};
  }

  @Test
  void whatIsQuieterIsCutOffBothEndsAndNothingWithin() {
    var noise = part(2000, 0.001);
    var quiet = part(1000, 0.2);
    var pause = part(500, 0);
    var recording = sound(noise, quiet, part(1000, 1), pause, part(1000, 1), noise, noise);
    // A fifth is 14 dB quieter.
    assertEquals(3500, trimmed(20, recording).length, 2 * HALF);
    assertEquals(2500, trimmed(10, recording).length, 2 * HALF);
    assertEquals(recording.length, trimmed(90, recording).length);
  }

  @Test
  void loudnessAndDirectionMakeNoDifference() {
    var recording =
        sound(part(900, .001), part(1000, .3), part(300, 0), part(700, 1), part(400, 0));
    var word = trimmed(20, recording);
    var louder = recording.clone();
    var reversed = new float[recording.length];
    for (int i = 0; i < recording.length; i++) {
      louder[i] *= 16;
      reversed[recording.length - 1 - i] = recording[i];
    }
    assertEquals(word.length, trimmed(20, louder).length);
    var back = trimmed(20, reversed);
    for (int i = 0; i < back.length / 2; i++) {
      float first = back[i];
      back[i] = back[back.length - 1 - i];
      back[back.length - 1 - i] = first;
    }
    assertArrayEquals(word, back);
  }

  @Test
  void silenceStaysWhatItIs() {
    assertArrayEquals(new float[500], trimmed(20, new float[500]));
    assertArrayEquals(new float[0], trimmed(20));
  }
}
