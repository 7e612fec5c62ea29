package org.hillock.cli.author;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;

/**
 * How things are called in a new project.
 *
 * @param name of the plugin, its component and its folder: {@code my-lif}
 * @param kind of the component: {@code neuron}
 * @param packageName of its classes
 * @param hillock the version of Hillock it is built for
 */
public record ProjectNames(String name, String kind, String packageName, String hillock) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Pattern TEXT = Pattern.compile("\\$\\{(\\w+)}");
  private static final Pattern PATH = Pattern.compile("__(\\w+?)__");
  private static final String FIRST_VERSION = "0.1.0";

  public ProjectNames {
    if (!NAME.matcher(name).matches()) {
      throw wrong(
          "'%s' is no name for a plugin; expected lower-case letters, digits and single hyphens, for"
                  .formatted(name)
              + " example my-lif");
    }
    if (!SourceVersion.isName(packageName)) {
      throw wrong(
          "'%s' is no name for a package; --package takes one such as org.example.mylif"
              .formatted(packageName));
    }
  }

  private static HillockException wrong(String message) {
    return new HillockException(ErrorCode.INVALID_ARGUMENT, message);
  }

  /** The package of a plugin for which none was chosen. */
  public static String packageFor(String name) {
    return "org.example." + name.replace("-", "");
  }

  /** The component's class, for example {@code MyLif}. */
  public String className() {
    return Stream.of(name.split("-"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }

  /** A text of the template with its names replaced. */
  String inText(String text) {
    return TEXT.matcher(text).replaceAll(this::value);
  }

  /** A path of the template with its names replaced. */
  String inPath(String path) {
    return PATH.matcher(path).replaceAll(this::value);
  }

  private String value(MatchResult found) {
    var value = values().get(found.group(1));
    if (value == null) {
      throw new IllegalStateException("the template uses the unknown name " + found.group());
    }
    return value;
  }

  private Map<String, String> values() {
    return Map.of(
        "groupId", packageName,
        "artifactId", name,
        "version", FIRST_VERSION,
        "package", packageName,
        "packageInPathFormat", packageName.replace('.', '/'),
        "className", className(),
        "hillockVersion", hillock);
  }
}
