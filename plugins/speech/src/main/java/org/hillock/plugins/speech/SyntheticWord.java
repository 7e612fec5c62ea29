package org.hillock.plugins.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A digit that espeak-ng says.
 *
 * @param digit 0 to 9 in English, 10 to 19 in German
 * @param voice the variant of the language's voice
 * @param manner which of three accents, pitches and speeds
 */
record SyntheticWord(int digit, String voice, int manner) implements Utterance {

  static final int CLASSES = 20;
  private static final int DIGITS = 10;

  private static final List<String> WORDS =
      List.of(
          "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "null",
          "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun");
  private static final List<String> ACCENTS = List.of("en-us", "en-gb", "en-gb-scotland");
  private static final List<Integer> PITCHES = List.of(40, 55, 70);
  private static final List<Integer> SPEEDS = List.of(150, 180, 215);

  /** All of them. */
  static List<SyntheticWord> all() {
    var all = new ArrayList<SyntheticWord>();
    for (var voice :
        Arrays.stream(VoiceFamily.values()).flatMap(f -> f.voices().stream()).toList()) {
      for (int digit = 0; digit < CLASSES; digit++) {
        for (int manner = 0; manner < ACCENTS.size(); manner++) {
          all.add(new SyntheticWord(digit, voice, manner));
        }
      }
    }
    return all;
  }

  /** The English ones of some voices. */
  static List<SyntheticWord> english(List<VoiceFamily> voices) {
    return all().stream()
        .filter(word -> word.digit < DIGITS && voices.stream().anyMatch(v -> v.has(word.voice)))
        .toList();
  }

  @Override
  public String name() {
    return "%d_%s_%d".formatted(digit, voice, manner);
  }

  @Override
  public String source() {
    return "what espeak-ng says for " + name();
  }

  @Override
  public float[] sound(int rate) {
    var accent = digit < DIGITS ? ACCENTS.get(manner) : "de";
    var said =
        Espeak.say(WORDS.get(digit), accent + "+" + voice, PITCHES.get(manner), SPEEDS.get(manner));
    return new Resampler(Espeak.RATE, rate).resample(said);
  }
}
