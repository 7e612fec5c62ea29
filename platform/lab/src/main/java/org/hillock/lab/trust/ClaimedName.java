package org.hillock.lab.trust;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hillock.api.HillockPlugin;

/**
 * What a jar's manifest claims to be, before anything of it is believed.
 *
 * @param id empty if it claims none
 * @param version likewise
 */
public record ClaimedName(String id, String version) {

  private static final Pattern ID =
      Pattern.compile(
          "\\b%s\\s*;[^,]*?\\bid\\s*=\\s*\"?([a-z0-9-]+)"
              .formatted(Pattern.quote(HillockPlugin.NAMESPACE)));

  /** Reads it; whoever loads the jar reads the manifest properly and says what is wrong with it. */
  public static ClaimedName of(Path jar) {
    try (var file = new JarFile(jar.toFile(), false)) {
      var headers =
          Optional.ofNullable(file.getManifest()).orElseGet(Manifest::new).getMainAttributes();
      var version = Optional.ofNullable(headers.getValue("Bundle-Version"));
      var id = Optional.ofNullable(headers.getValue("Provide-Capability")).map(ID::matcher);
      return new ClaimedName(
          id.filter(Matcher::find).map(found -> found.group(1)).orElse(""), version.orElse(""));
    } catch (IOException _) {
      return new ClaimedName("", "");
    }
  }
}
