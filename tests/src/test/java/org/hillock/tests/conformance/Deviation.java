package org.hillock.tests.conformance;

/** How far values are from those expected, over any number of comparisons. */
final class Deviation {

  /** What must hold everywhere. */
  static final double BOUND = 1e-4;

  private double worst;
  private String where = "nothing";
  private long compared;
  private long leftOut;
  private long points;
  private long redrawn;
  private String missing = "";

  /**
   * Compares rows. An error is relative to the value expected or to the row's root mean square,
   * whichever is larger.
   */
  void compare(float[] expected, float[] actual, String what) {
    compare(expected, actual, 0, what);
  }

  /**
   * Compares rows.
   *
   * @param least what an error is relative to at least
   */
  void compare(float[] expected, float[] actual, double least, String what) {
    double squares = 0;
    for (float e : expected) {
      squares += (double) e * e;
    }
    double size = Math.max(least, Math.sqrt(squares / expected.length));
    for (int i = 0; i < expected.length; i++) {
      double scale = Math.max(Math.abs(expected[i]), size);
      add(expected[i], actual[i], scale, what + "[" + i + "]");
      if (actual[i] == 0 && Math.abs(expected[i]) > BOUND * size) {
        missing = what + "[" + i + "]";
      }
    }
  }

  /** One value; an error is relative to {@code scale}, and 0 counts as missing above the bound. */
  void add(double expected, double actual, double scale, String what) {
    compared++;
    double error = expected == actual ? 0 : Math.abs(expected - actual) / scale;
    // Written so that a value that is not a number counts as the worst.
    if (!(error <= worst)) {
      worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
      where = "%s: expected %s, got %s".formatted(what, expected, actual);
    }
    if (actual == 0 && Math.abs(expected) > BOUND * scale) {
      missing = what;
    }
  }

  /** Something that was not compared, for a kink is too near. */
  void leaveOut() {
    leftOut++;
  }

  /** That this is of one more point, which others were drawn before. */
  void at(int redrawnBefore) {
    points++;
    redrawn += redrawnBefore;
  }

  long points() {
    return points;
  }

  long redrawn() {
    return redrawn;
  }

  long compared() {
    return compared;
  }

  long leftOut() {
    return leftOut;
  }

  Deviation plus(Deviation other) {
    var sum = new Deviation();
    var larger = other.worst > worst ? other : this;
    sum.worst = larger.worst;
    sum.where = larger.where;
    sum.compared = compared + other.compared;
    sum.leftOut = leftOut + other.leftOut;
    sum.points = points + other.points;
    sum.redrawn = redrawn + other.redrawn;
    sum.missing = missing.isEmpty() ? other.missing : missing;
    return sum;
  }

  boolean holds() {
    return compared > 0 && worst <= BOUND && missing.isEmpty();
  }

  boolean isEmpty() {
    return compared == 0;
  }

  /** The order of magnitude that is not exceeded. */
  String magnitude() {
    return worst == 0 ? "same" : "1e%d".formatted((int) Math.ceil(Math.log10(worst)));
  }

  @Override
  public String toString() {
    return "%s of %d; %s%s"
        .formatted(worst, compared, where, missing.isEmpty() ? "" : "; zero at " + missing);
  }
}
