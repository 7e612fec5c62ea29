package org.hillock.pluginhost.testing;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A plugin bundle compiled in memory, with the manifest bnd would write. */
public final class PluginJar {

  private final Manifest manifest = new Manifest();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private Optional<byte[]> library = Optional.empty();

  private PluginJar(String id, String version) {
    header("Manifest-Version", "1.0");
    header("Bundle-ManifestVersion", "2");
    header("Bundle-SymbolicName", "test." + id);
    header("Bundle-Version", version);
    header(
        "Provide-Capability",
        "hillock.plugin;id=\"%s\";paper=\"arXiv:0000.00000\";entry=\"demo.Entry\"".formatted(id));
    header(
        "Import-Package",
        "org.hillock.api;version=\"[0.1,1)\",org.hillock.api.equations;version=\"[0.1,1)\"");
  }

  /** A plugin without any class yet. */
  public static PluginJar of(String id, String version) {
    return new PluginJar(id, version);
  }

  /**
   * A whole plugin with one surrogate.
   *
   * @param surrogate the surrogate's id
   * @param width the default of its parameter {@code width}, by which versions are told apart
   */
  public static PluginJar surrogate(String id, String version, String surrogate, double width) {
    return of(id, version).entry("").component("Wave", surrogate, width);
  }

  /**
   * The same with a surrogate that takes its width from a library the plugin embeds. The library
   * has one class, {@code lib.Gain}, whatever the number.
   */
  public static PluginJar surrogateByLibrary(
      String id, String version, String surrogate, double width) {
    var library =
        library(
            "lib.Gain",
            "package lib; public final class Gain { public static double of() { return %s; } }"
                .formatted(width));
    return of(id, version)
        .embed("gain", library)
        .entry("")
        .source(
            "demo.Wave",
            """
            package demo;
            import org.hillock.api.*;
            import org.hillock.api.equations.*;
            @Component(id = "%s", doc = "As steep as a library says.", cites = "nobody")
            public record Wave(@Param(doc = "unused", value = "1") double unused)
                implements Surrogate {
              @Override public Expr slope(Expr x) { return x.times(lib.Gain.of()); }
              @Override public double smooth(double x) { return lib.Gain.of() * x; }
            }
            """
                .formatted(surrogate));
  }

  /**
   * The entry class {@code demo.Entry}, contributing {@code demo.Wave}.
   *
   * @param construction statements of its constructor
   */
  public PluginJar entry(String construction) {
    return source(
        "demo.Entry",
        """
        package demo;
        public final class Entry implements org.hillock.api.Plugin {
          public Entry() { %s }
          @Override public org.hillock.api.Components components() {
            return org.hillock.api.Components.of(Wave.class);
          }
        }
        """
            .formatted(construction));
  }

  /** A surrogate of this class name and id, with a parameter {@code width}. */
  public PluginJar component(String className, String id, double width) {
    return source(
        "demo." + className,
        """
        package demo;
        import org.hillock.api.*;
        import org.hillock.api.equations.*;
        @Component(id = "%s", doc = "A surrogate made for a test.", cites = "nobody")
        public record %s(@Param(doc = "width", value = "%s", above = 0) double width)
            implements Surrogate {
          @Override public Expr slope(Expr x) { return x.times(width); }
          @Override public double smooth(double x) { return width * x; }
        }
        """
            .formatted(id, className, width));
  }

  /** Sets a manifest header. */
  public PluginJar header(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  /** Removes a manifest header. */
  public PluginJar without(String header) {
    manifest.getMainAttributes().remove(new Attributes.Name(header));
    return this;
  }

  /** Adds a file. */
  public PluginJar file(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  /**
   * Embeds a library, as {@code -includeresource: NAME.jar;lib:=true} does; the plugin's classes
   * are compiled against it. Call it once.
   *
   * @param jar what {@link #library} gave
   */
  public PluginJar embed(String name, byte[] jar) {
    library = Optional.of(jar);
    return header("Bundle-ClassPath", ".,lib/" + name + ".jar").file("lib/" + name + ".jar", jar);
  }

  /** A jar of one class, without a plugin around it. */
  public static byte[] library(String className, String source) {
    return new PluginJar("library", "1.0.0").source(className, source).bytes();
  }

  /** Adds a class, to be compiled with the others when the jar is written. */
  public PluginJar source(String className, String source) {
    return file(
        "OSGI-OPT/src/" + className.replace('.', '/') + ".java",
        source.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the jar. */
  public Path write(Path jar) {
    try {
      return Files.write(jar, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The jar's bytes. */
  public byte[] bytes() {
    compile();
    var bytes = new ByteArrayOutputStream();
    try (var out = new JarOutputStream(bytes)) {
      var head = new ByteArrayOutputStream();
      manifest.write(head);
      add(out, JarFile.MANIFEST_NAME, head.toByteArray());
      for (var file : files.entrySet()) {
        add(out, file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Without the time of day, so that equal content gives equal bytes. */
  private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
    var entry = new JarEntry(name);
    entry.setTime(0);
    out.putNextEntry(entry);
    out.write(content);
  }

  private void compile() {
    var units = new ArrayList<JavaFileObject>();
    files.forEach(
        (name, content) -> {
          if (name.endsWith(".java")) {
            units.add(new Source(name, new String(content, StandardCharsets.UTF_8)));
          }
        });
    if (units.isEmpty()) {
      return;
    }
    var compiler = ToolProvider.getSystemJavaCompiler();
    var problems = new DiagnosticCollector<JavaFileObject>();
    try (var output = new Output(compiler.getStandardFileManager(problems, null, null))) {
      var options = List.of("-proc:none", "--add-modules=jdk.incubator.vector", "-cp", classPath());
      if (!compiler.getTask(null, output, problems, options, null, units).call()) {
        throw new IllegalArgumentException(problems.getDiagnostics().toString());
      }
      output.classes.forEach((name, bytes) -> files.put(name, bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String classPath() throws IOException {
    var platform = System.getProperty("java.class.path");
    if (library.isEmpty()) {
      return platform;
    }
    var jar = Files.createTempFile("library", ".jar");
    jar.toFile().deleteOnExit();
    return platform + File.pathSeparator + Files.write(jar, library.get());
  }

  private static final class Source extends SimpleJavaFileObject {

    private final String text;

    Source(String name, String text) {
      super(URI.create("mem:///" + name.replace("OSGI-OPT/src/", "")), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Output extends ForwardingJavaFileManager<StandardJavaFileManager> {

    final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();

    Output(StandardJavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location,
        String className,
        JavaFileObject.Kind kind,
        FileObject sibling) {
      var name = className.replace('.', '/') + kind.extension;
      return new SimpleJavaFileObject(URI.create("mem:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          return classes.computeIfAbsent(name, n -> new ByteArrayOutputStream());
        }
      };
    }
  }
}
