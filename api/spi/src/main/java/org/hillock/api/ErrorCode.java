package org.hillock.api;

/**
 * What kind of thing went wrong. Codes are stable: clients of the gRPC interface see their names.
 */
public enum ErrorCode {
  /** An argument or a spec is wrong; the sender can mend it. */
  INVALID_ARGUMENT(Blame.USER),
  /** Two shapes that must fit do not. */
  SHAPE_MISMATCH(Blame.USER),
  /** No component, plugin, run or file of that name. */
  NOT_FOUND(Blame.USER),
  /** Something of that name exists already. */
  ALREADY_EXISTS(Blame.USER),
  /** The thing exists but is not in a state that allows the request. */
  FAILED_PRECONDITION(Blame.USER),
  /** A data set is not installed, or its files are not what they should be. */
  DATA_UNAVAILABLE(Blame.USER),
  /** A file is truncated, altered, or not of the format it claims. */
  CORRUPT_FILE(Blame.USER),
  /** A plugin could not be installed or does not keep the contract of the SPI. */
  PLUGIN_FAULT(Blame.PLUGIN),
  /** Training produced a value that is not a number. */
  DIVERGED(Blame.USER),
  /** Memory, disk or a quota is used up. */
  RESOURCE_EXHAUSTED(Blame.RESOURCES),
  /** The work was cancelled on request. */
  CANCELLED(Blame.USER),
  /** A fault of the platform itself. */
  INTERNAL(Blame.PLATFORM);

  /** Who can do something about an error. */
  public enum Blame {
    USER,
    PLUGIN,
    RESOURCES,
    PLATFORM
  }

  private final Blame blame;

  ErrorCode(Blame blame) {
    this.blame = blame;
  }

  /** Who can do something about it. */
  public Blame blame() {
    return blame;
  }
}
