package org.hillock.pluginhost;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.hillock.api.Component;
import org.hillock.api.Plugin;
import org.hillock.engine.component.ComponentReader;

/**
 * What is wrong with the components of a jar that cannot be loaded as a plugin: its classes are
 * looked at one by one and not initialised; those that cannot even be linked are passed over.
 */
final class ComponentCheck {

  private static final String ANNOTATION = Component.class.descriptorString();

  private ComponentCheck() {}

  static void check(Path jar, Findings findings) {
    try (var file = new JarFile(jar.toFile());
        var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, new SpiLoader())) {
      var types =
          file.stream()
              .flatMap(entry -> component(file, entry).stream())
              .flatMap(name -> linked(loader, name).stream())
              .toList();
      ComponentReader.read(types)
          .problems()
          .forEach(p -> findings.error("component " + p.path(), p.message(), ""));
    } catch (IOException _) {
      // Not a whole jar, which was found before.
    }
  }

  /** The name of a class that declares itself a component. */
  private static Optional<String> component(JarFile file, JarEntry entry) {
    if (!entry.getName().endsWith(".class")) {
      return Optional.empty();
    }
    try (var in = file.getInputStream(entry)) {
      var model = ClassFile.of().parse(in.readAllBytes());
      var annotations =
          model.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
              .flatMap(attribute -> attribute.annotations().stream());
      return annotations.anyMatch(a -> a.className().equalsString(ANNOTATION))
          ? Optional.of(model.thisClass().asInternalName().replace('/', '.'))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Class<?>> linked(ClassLoader loader, String name) {
    try {
      var type = Class.forName(name, false, loader);
      ComponentReader.read(List.of(type));
      return Optional.of(type);
    } catch (ClassNotFoundException | LinkageError | TypeNotPresentException _) {
      return Optional.empty();
    }
  }

  /** Offers the JDK and the SPI, as the framework does. */
  private static final class SpiLoader extends ClassLoader {

    SpiLoader() {
      super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith(Plugin.class.getPackageName() + ".")) {
        return Plugin.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
