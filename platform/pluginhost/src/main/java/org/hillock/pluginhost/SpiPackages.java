package org.hillock.pluginhost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hillock.api.Plugin;

/**
 * The SPI's exported packages with their versions, read from the annotations of the compiled {@code
 * package-info} classes. A manifest would do for the jar, but a build's {@code target/classes} has
 * none.
 */
final class SpiPackages {

  private static final String EXPORT = "Lorg/osgi/annotation/bundle/Export;";
  private static final String VERSION = "Lorg/osgi/annotation/versioning/Version;";

  private SpiPackages() {}

  /** In the syntax of {@code Export-Package}. */
  static String exports() {
    try {
      var source =
          Path.of(Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(source)) {
        return exports(source);
      }
      try (var jar = FileSystems.newFileSystem(source)) {
        return exports(jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the SPI's own classes cannot be read", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the SPI's own classes lie at no file", e);
    }
  }

  /** The version of the SPI's root package. */
  static String version() {
    var root = Plugin.class.getPackageName() + ";version=\"";
    return Stream.of(exports().split(","))
        .filter(export -> export.startsWith(root))
        .map(export -> export.substring(root.length(), export.length() - 1))
        .findFirst()
        .orElseThrow();
  }

  private static String exports(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> file.endsWith("package-info.class"))
          .map(SpiPackages::export)
          .flatMap(Optional::stream)
          .sorted()
          .collect(Collectors.joining(","));
    }
  }

  private static Optional<String> export(Path packageInfo) {
    try {
      var model = ClassFile.of().parse(Files.readAllBytes(packageInfo));
      var annotations = annotations(model);
      if (annotations.stream().noneMatch(a -> a.className().equalsString(EXPORT))) {
        return Optional.empty();
      }
      var binaryName = model.thisClass().asInternalName();
      var name = binaryName.substring(0, binaryName.lastIndexOf('/')).replace('/', '.');
      return annotations.stream()
          .filter(a -> a.className().equalsString(VERSION))
          .map(a -> ((AnnotationValue.OfString) a.elements().getFirst().value()).stringValue())
          .map(version -> name + ";version=\"" + version + "\"")
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Annotation> annotations(ClassModel model) {
    return model
        .findAttribute(Attributes.runtimeInvisibleAnnotations())
        .map(attribute -> attribute.annotations())
        .orElse(List.of());
  }
}
