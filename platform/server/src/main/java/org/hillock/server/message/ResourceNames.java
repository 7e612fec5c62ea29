package org.hillock.server.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hillock.server.call.FieldException;

/** Reads the names that requests quote. */
public final class ResourceNames {

  private static final String ID = "([a-z0-9][a-z0-9-]{0,62})";
  private static final Pattern EXPERIMENT = Pattern.compile("experiments/" + ID);
  private static final Pattern RUN = Pattern.compile("runs/" + ID);
  private static final Pattern MODEL = Pattern.compile("runs/" + ID + "/model");
  private static final Pattern METRIC = Pattern.compile("runs/" + ID + "/metrics/(.{1,500})");
  private static final Pattern ARTEFACT = Pattern.compile("runs/" + ID + "/artifacts/(.{1,1000})");
  private static final Pattern PLUGIN =
      Pattern.compile("plugins/" + ID + "@([A-Za-z0-9._-]{1,99})");
  private static final Pattern COMPONENT = Pattern.compile("components/([a-z]+)/([^/]{1,99})");

  private ResourceNames() {}

  /**
   * Something that belongs to something else.
   *
   * @param parent its owner's id
   * @param child its id there
   */
  public record Pair(String parent, String child) {}

  /** The id in {@code experiments/{e}}. */
  public static String experiment(String field, String name) {
    return match(EXPERIMENT, field, name, "experiments/{e}").group(1);
  }

  /** The id in {@code runs/{r}}. */
  public static String run(String field, String name) {
    return match(RUN, field, name, "runs/{r}").group(1);
  }

  /** The run in {@code runs/{r}/model}. */
  public static String model(String field, String name) {
    return match(MODEL, field, name, "runs/{r}/model").group(1);
  }

  /** Run and key of {@code runs/{r}/metrics/{key}}. */
  public static Pair metric(String field, String name) {
    return pair(match(METRIC, field, name, "runs/{r}/metrics/{key}"));
  }

  /** Run and path of {@code runs/{r}/artifacts/{path}}. */
  public static Pair artefact(String field, String name) {
    return pair(match(ARTEFACT, field, name, "runs/{r}/artifacts/{path}"));
  }

  /** Id and version of {@code plugins/{id}@{version}}. */
  public static Pair plugin(String field, String name) {
    return pair(match(PLUGIN, field, name, "plugins/{id}@{version}"));
  }

  /** Kind and id of {@code components/{kind}/{id}}. */
  public static Pair component(String field, String name) {
    return pair(match(COMPONENT, field, name, "components/{kind}/{id}"));
  }

  private static Pair pair(Matcher matcher) {
    return new Pair(matcher.group(1), matcher.group(2));
  }

  private static Matcher match(Pattern pattern, String field, String name, String expected) {
    var matcher = pattern.matcher(name);
    if (!matcher.matches()) {
      String what = name.isEmpty() ? "is required" : "'%s' is no such name".formatted(name);
      throw new FieldException(field, what + "; expected " + expected);
    }
    return matcher;
  }
}
