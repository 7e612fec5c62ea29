package org.hillock.engine.network;

import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/** What a network's builder and operations refuse. */
final class Errors {

  private Errors() {}

  /** Shapes that do not fit. */
  static HillockException mismatch(String message, Object... arguments) {
    return new HillockException(ErrorCode.SHAPE_MISMATCH, message.formatted(arguments));
  }

  /** Arguments that make no sense whatever the shapes. */
  static HillockException invalid(String message, Object... arguments) {
    return new HillockException(ErrorCode.INVALID_ARGUMENT, message.formatted(arguments));
  }
}
