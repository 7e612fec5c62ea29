package org.hillock.pluginhost;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hillock.api.HillockPlugin;
import org.hillock.engine.component.Names;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

/**
 * What a bundle's manifest declares about the plugin.
 *
 * @param entry the name of the entry class
 */
record Declaration(String id, String version, String paper, String entry) {

  /** Ids that no plugin may have. */
  private static final List<String> RESERVED = List.of("engine");

  private static final Pattern PACKAGE =
      Pattern.compile("\\(" + PackageNamespace.PACKAGE_NAMESPACE + "=([^)]*)\\)");

  /**
   * Reads it from an installed bundle.
   *
   * @param problems what is wrong is added here; the result is then incomplete
   */
  static Declaration read(Bundle bundle, List<BundleCapability> offered, List<String> problems) {
    var revision = bundle.adapt(BundleRevision.class);
    var declared = revision.getDeclaredCapabilities(HillockPlugin.NAMESPACE);
    if (declared.size() != 1) {
      problems.add(
          ("the manifest declares %s capability of namespace %s; annotate the entry class, and no"
                  + " other, with @HillockPlugin")
              .formatted(declared.isEmpty() ? "no" : "more than one", HillockPlugin.NAMESPACE));
    }
    Map<String, Object> attributes =
        declared.isEmpty() ? Map.of() : declared.getFirst().getAttributes();
    var id = attribute(attributes, "id");
    var entry = attribute(attributes, "entry");
    if (!declared.isEmpty()) {
      if (!Names.wellFormed(id)) {
        problems.add(
            "the plugin's id '" + id + "' must be of lower-case letters, digits and hyphens");
      }
      if (RESERVED.contains(id)) {
        problems.add("the id '" + id + "' belongs to the platform");
      }
      if (bundle.getEntry(entry.replace('.', '/') + ".class") == null) {
        problems.add("the entry class '" + entry + "' is not in the jar");
      }
    }
    revision.getDeclaredRequirements(null).stream()
        .filter(requirement -> mandatory(requirement))
        .filter(requirement -> offered.stream().noneMatch(requirement::matches))
        .map(requirement -> missing(requirement, offered))
        .forEach(problems::add);
    return new Declaration(
        id, bundle.getVersion().toString(), attribute(attributes, "paper"), entry);
  }

  private static String attribute(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof String text ? text : "";
  }

  private static boolean mandatory(BundleRequirement requirement) {
    var directives = requirement.getDirectives();
    var effective = directives.getOrDefault("effective", Namespace.EFFECTIVE_RESOLVE);
    return !Namespace.RESOLUTION_OPTIONAL.equals(directives.get("resolution"))
        && Namespace.EFFECTIVE_RESOLVE.equals(effective);
  }

  private static String missing(BundleRequirement requirement, List<BundleCapability> offered) {
    var filter = requirement.getDirectives().getOrDefault("filter", "");
    var named = PACKAGE.matcher(filter);
    if (!named.find()) {
      return "it requires " + requirement.getNamespace() + " " + filter + ", which is not offered";
    }
    var versions =
        offered.stream()
            .map(BundleCapability::getAttributes)
            .filter(a -> named.group(1).equals(a.get(PackageNamespace.PACKAGE_NAMESPACE)))
            .map(a -> String.valueOf(a.get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE)))
            .toList();
    return versions.isEmpty()
        ? "it imports the package " + named.group(1) + ", which the platform does not offer"
        : "it imports the package %s in another version than the platform's %s: %s"
            .formatted(named.group(1), String.join(", ", versions), filter);
  }
}
