package org.hillock.cli.show;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Quantity {

  private static final String[] PREFIXES = {"f", "p", "n", "µ", "m", "", "k", "M", "G", "T"};
  private static final int UNIT = 5;

  private Quantity() {}

  /** A value with three digits and the fitting prefix of its unit: {@code 12.3 nJ}. */
  public static String si(double value, String unit) {
    if (value == 0 || !Double.isFinite(value)) {
      return "%s %s".formatted(value == 0 ? "0" : Double.toString(value), unit);
    }
    int step = Math.floorDiv((int) Math.floor(Math.log10(Math.abs(value))), 3);
    step = Math.clamp(step, -UNIT, PREFIXES.length - 1 - UNIT);
    return "%s %s%s".formatted(digits(value / Math.pow(1000, step)), PREFIXES[step + UNIT], unit);
  }

  private static String digits(double value) {
    double size = Math.abs(value);
    var format = size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, format, value);
  }

  /** A share of one as a percentage: {@code 97.2 %}. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** A number of things: {@code 12,345}. */
  public static String count(double things) {
    return String.format(Locale.ROOT, "%,.0f", things);
  }

  /** A small number with a fixed number of decimals. */
  public static String decimal(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Memory: {@code 512 MiB}. */
  public static String bytes(double bytes) {
    double size = bytes;
    for (var unit : new String[] {"B", "KiB", "MiB", "GiB"}) {
      if (size < 1024) {
        return (unit.equals("B") ? count(size) : digits(size)) + " " + unit;
      }
      size /= 1024;
    }
    return digits(size) + " TiB";
  }

  /** A time: {@code 8.2 s}, {@code 3 min 20 s}, {@code 2 h 05 min}. */
  public static String time(Duration time) {
    if (time.toSeconds() < 60) {
      return decimal(time.toMillis() / 1e3, 1) + " s";
    }
    return time.toMinutes() < 60
        ? "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart())
        : "%d h %02d min".formatted(time.toHours(), time.toMinutesPart());
  }

  /** A time in whole seconds, for what changes while one looks: {@code 8 s}. */
  public static String roughly(Duration time) {
    return time.toSeconds() < 60 ? time.toSeconds() + " s" : time(time);
  }
}
