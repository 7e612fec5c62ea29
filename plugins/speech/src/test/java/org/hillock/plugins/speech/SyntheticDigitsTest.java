package org.hillock.plugins.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class SyntheticDigitsTest {

  static void assumeEspeak() {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/espeak-ng")), "espeak-ng is not installed");
  }

  @Test
  void everyDigitIsSaidByEveryVoiceInThreeManners() {
    var words = SyntheticWord.all();
    assertEquals(20 * 16 * 3, words.size());
    assertEquals(words.size(), new HashSet<>(words.stream().map(Utterance::name).toList()).size());
  }

  @Test
  void aWordIsTheSameWheneverItIsSaid() {
    assumeEspeak();
    var sieben = new SyntheticWord(17, "f2", 0);
    var sound = sieben.sound(8000);
    assertTrue(sound.length > 2400 && sound.length < 12_000, sound.length + " samples");
    assertArrayEquals(sound, sieben.sound(8000));
    var other = new SyntheticWord(17, "klatt3", 1).sound(8000);
    assertTrue(Math.abs(other.length - sound.length) > 10, "another voice and speed");
    assertTrue(Espeak.version().matches("(?s)eSpeak NG.*[0-9]+\\.[0-9]+.*"), Espeak.version());
  }
}
