package org.hillock.server.service;

import com.google.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this server was built from.
 *
 * @param hillock its own version
 * @param spi version of the interfaces that plugins are compiled against
 */
record Versions(String hillock, String spi) {

  private static final String RESOURCE = "versions.properties";

  @Inject
  Versions() {
    this(read());
  }

  private Versions(Properties built) {
    this(built.getProperty("hillock"), built.getProperty("spi"));
  }

  private static Properties read() {
    var properties = new Properties();
    try (var in = Versions.class.getResourceAsStream(RESOURCE)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
