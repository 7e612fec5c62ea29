package org.hillock.plugins.speech;

import java.io.IOException;
import java.nio.file.Path;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** What goes wrong with files and parameters, in words. */
final class Errors {

  private Errors() {}

  static HillockException corrupt(Object file, String what) {
    return new HillockException(
        ErrorCode.CORRUPT_FILE, "%s is not what it should be: %s".formatted(file, what));
  }

  /** A data set that {@code hillock data install} can get lacks a file. */
  static HillockException notInstalled(String name, Path missing) {
    return unavailable(
        "%s is not installed: there is no %s; run: hillock data install %s"
            .formatted(name, missing, name));
  }

  static HillockException unavailable(String what) {
    return new HillockException(ErrorCode.DATA_UNAVAILABLE, what);
  }

  static HillockException unreadable(Path file, IOException e) {
    return new HillockException(
        ErrorCode.DATA_UNAVAILABLE, "cannot read %s: %s".formatted(file, e), e);
  }

  static HillockException invalid(String what) {
    return new HillockException(ErrorCode.INVALID_ARGUMENT, what);
  }
}
