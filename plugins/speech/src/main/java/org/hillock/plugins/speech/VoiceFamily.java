package org.hillock.plugins.speech;

import java.util.List;
import java.util.Locale;

/** Voices of espeak-ng that are made in the same way. */
public enum VoiceFamily {
  MALE("m1", "m2", "m3", "m4", "m5", "m6", "m7"),
  FEMALE("f1", "f2", "f3", "f4", "f5"),
  KLATT("klatt", "klatt2", "klatt3", "klatt4");

  private final List<String> voices;

  VoiceFamily(String... voices) {
    this.voices = List.of(voices);
  }

  List<String> voices() {
    return voices;
  }

  boolean has(String voice) {
    return voices.contains(voice);
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
