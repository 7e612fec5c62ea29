package org.hillock.plugins.speech;

import java.util.regex.Pattern;

/**
 * A spoken digit in a file.
 *
 * @param name the file's name, {@code DIGIT_SPEAKER_NUMBER.wav}
 * @param source the folder or archive it was in, with its place there
 * @param bytes the file
 */
record Recording(String name, String source, byte[] bytes, int digit, String speaker, int number)
    implements Comparable<Recording>, Utterance {

  private static final Pattern NAME =
      Pattern.compile("([0-9])_([\\p{L}0-9-]+)_([0-9]{1,6})\\.wav", Pattern.CASE_INSENSITIVE);

  static Recording of(String name, String source, byte[] bytes) {
    var parts = NAME.matcher(name);
    if (!parts.matches()) {
      throw Errors.corrupt(
          source, "a recording is named DIGIT_SPEAKER_NUMBER.wav, such as 7_lucas_12.wav");
    }
    return new Recording(
        name,
        source,
        bytes,
        Integer.parseInt(parts.group(1)),
        parts.group(2),
        Integer.parseInt(parts.group(3)));
  }

  @Override
  public float[] sound(int rate) {
    return Wav.read(source, bytes, rate);
  }

  /** By speaker, digit and number. */
  @Override
  public int compareTo(Recording other) {
    int bySpeaker = speaker.compareTo(other.speaker);
    int byDigit = bySpeaker != 0 ? bySpeaker : Integer.compare(digit, other.digit);
    return byDigit != 0 ? byDigit : Integer.compare(number, other.number);
  }
}
