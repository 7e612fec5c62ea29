package org.hillock.tests;

import aQute.bnd.header.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** A bundle read from its jar: manifest headers and class names. */
record Bundle(String file, Manifest manifest, Set<String> classes) {

  static Bundle open(Path path) {
    try (var jar = new JarFile(path.toFile())) {
      Set<String> classes =
          jar.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.endsWith(".class"))
              .map(name -> name.replace(".class", "").replace('/', '.'))
              .collect(Collectors.toUnmodifiableSet());
      return new Bundle(path.getFileName().toString(), jar.getManifest(), classes);
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  String symbolicName() {
    return value("Bundle-SymbolicName");
  }

  String value(String header) {
    String value = manifest.getMainAttributes().getValue(header);
    return value == null ? "" : value;
  }

  Parameters header(String name) {
    return new Parameters(value(name));
  }

  @Override
  public String toString() {
    return file;
  }
}
