package org.hillock.cli.command;

import java.util.Locale;
import java.util.regex.Pattern;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** Sizes on the command line: {@code 512k}, {@code 64MiB}, {@code 16GiB}. */
final class ByteSize {

  private static final String UNITS = "kmg";
  private static final Pattern SIZE = Pattern.compile("(?i)([1-9][0-9]{0,9})(?:([kmg])(?:ib)?)?");

  private ByteSize() {}

  /**
   * Reads one.
   *
   * @param option it was given to, for the message
   */
  static long bytes(String option, String size) {
    var matcher = SIZE.matcher(size);
    if (!matcher.matches()) {
      throw new HillockException(
          ErrorCode.INVALID_ARGUMENT,
          "%s '%s' is no size; for example 64MiB".formatted(option, size));
    }
    var unit = matcher.group(2);
    int power = unit == null ? 0 : 1 + UNITS.indexOf(unit.toLowerCase(Locale.ROOT));
    return Long.parseLong(matcher.group(1)) << (10 * power);
  }
}
