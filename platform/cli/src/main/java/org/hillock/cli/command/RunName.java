package org.hillock.cli.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The name of a run; on the command line its id will do.
 *
 * @param text {@code runs/{r}}
 */
record RunName(String text) {

  private static final String COLLECTION = "runs/";

  /** The {r} of {@code runs/{r}}. */
  String id() {
    return text.substring(COLLECTION.length());
  }

  /** Reads {@code r4k2} or {@code runs/r4k2}. */
  static final class Converter implements ITypeConverter<RunName> {
    @Override
    public RunName convert(String text) {
      var id = text.startsWith(COLLECTION) ? text.substring(COLLECTION.length()) : text;
      if (!id.matches("[a-z0-9][a-z0-9-]{0,62}")) {
        throw new TypeConversionException("'" + text + "' is no run; 'hillock runs' lists them");
      }
      return new RunName(COLLECTION + id);
    }
  }
}
