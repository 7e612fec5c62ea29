package org.hillock.pluginhost;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hillock.api.HillockPlugin;
import org.hillock.api.Plugin;
import org.hillock.engine.component.Names;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
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
   * @param findings gets what is wrong; after an error the result is incomplete
   */
  static Declaration read(Bundle bundle, List<BundleCapability> offered, Findings findings) {
    var revision = bundle.adapt(BundleRevision.class);
    var declared = revision.getDeclaredCapabilities(HillockPlugin.NAMESPACE);
    if (declared.size() != 1) {
      findings.error(
          Constants.PROVIDE_CAPABILITY,
          "the manifest declares %s capability of namespace %s"
              .formatted(declared.isEmpty() ? "no" : "more than one", HillockPlugin.NAMESPACE),
          "annotate the entry class, and no other, with @HillockPlugin");
    }
    Map<String, Object> attributes =
        declared.isEmpty() ? Map.of() : declared.getFirst().getAttributes();
    var declaration =
        new Declaration(
            attribute(attributes, "id"),
            bundle.getVersion().toString(),
            attribute(attributes, "paper"),
            attribute(attributes, "entry"));
    if (!declared.isEmpty()) {
      declaration.check(bundle, findings);
    }
    revision.getDeclaredRequirements(null).stream()
        .filter(requirement -> mandatory(requirement))
        .forEach(requirement -> check(requirement, offered, findings));
    return declaration;
  }

  private void check(Bundle bundle, Findings findings) {
    if (!Names.wellFormed(id)) {
      findings.error(
          "@HillockPlugin",
          "the id '" + id + "' must be of lower-case letters, digits and hyphens",
          "");
    }
    if (RESERVED.contains(id)) {
      findings.error(
          "@HillockPlugin", "the id '" + id + "' belongs to the platform", "choose another");
    }
    if (bundle.getEntry(entry.replace('.', '/') + ".class") == null) {
      findings.error(
          Constants.PROVIDE_CAPABILITY,
          "the entry class '" + entry + "' is not in the jar",
          "build the jar with the bnd plugin");
    }
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

  private static void check(
      BundleRequirement requirement, List<BundleCapability> offered, Findings findings) {
    var filter = requirement.getDirectives().getOrDefault("filter", "");
    var named = PACKAGE.matcher(filter);
    if (!named.find()) {
      if (offered.stream().noneMatch(requirement::matches)) {
        findings.error(
            Constants.REQUIRE_CAPABILITY,
            requirement.getNamespace() + " " + filter + " is required, but not offered",
            "build for Java %d, without bundles of others".formatted(Runtime.version().feature()));
      }
      return;
    }
    var name = named.group(1);
    var versions = versions(name, offered);
    if (versions.isEmpty()) {
      findings.error(
          Constants.IMPORT_PACKAGE,
          "the package " + name + " is imported, which the platform does not offer",
          "embed it in the jar, or import it with resolution:=optional");
    } else if (offered.stream().noneMatch(requirement::matches)) {
      findings.error(
          Constants.IMPORT_PACKAGE,
          "the package %s is imported in another version than the platform's %s: %s"
              .formatted(name, String.join(", ", versions), filter),
          "build against the SPI of this platform");
    } else if (name.startsWith(Plugin.class.getPackageName()) && !filter.contains("(version")) {
      findings.warning(
          Constants.IMPORT_PACKAGE,
          "the package " + name + " is imported in any version, be it one that does not fit",
          "build the jar with the bnd plugin, which writes the range");
    }
  }

  private static List<String> versions(String name, List<BundleCapability> offered) {
    return offered.stream()
        .map(BundleCapability::getAttributes)
        .filter(a -> name.equals(a.get(PackageNamespace.PACKAGE_NAMESPACE)))
        .map(a -> String.valueOf(a.get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE)))
        .toList();
  }
}
