package org.hillock.tests;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.version.Version;
import java.util.List;
import org.hillock.api.Plugin;

/** What changed in the SPI since a release, and whether the packages' versions say so. */
final class SpiBaseline {

  private static final String ROOT = Plugin.class.getPackageName();

  private SpiBaseline() {}

  /** Writes the manifest of the SPI's classes: its exports and their versions. */
  static Jar withManifest(Jar classes) throws Exception {
    try (var analyzer = new Analyzer()) {
      analyzer.setJar(classes);
      classes.setManifest(analyzer.calcManifest());
      analyzer.removeClose(classes);
    }
    return classes;
  }

  /** Each package whose version says less than what changed in it; a line for each change. */
  static List<String> faults(Jar released, Jar now) throws Exception {
    try (var processor = new Processor()) {
      var baseline = new Baseline(processor, new DiffPluginImpl());
      var packages = baseline.baseline(now, released, new Instructions("*"));
      var root = packages.stream().filter(p -> p.packageName.equals(ROOT)).findFirst();
      return packages.stream()
          .map(p -> fault(p, root.orElseThrow()))
          .filter(fault -> !fault.isEmpty())
          .toList();
    }
  }

  /** A package that is gone has no version to raise: the root package's stands in. */
  private static String fault(Baseline.Info changed, Baseline.Info root) {
    var delta = changed.packageDiff.getDelta();
    if (delta == Delta.ADDED) {
      return "";
    }
    var versioned = delta == Delta.REMOVED ? root : changed;
    var least = least(delta, versioned.olderVersion);
    return versioned.newerVersion.compareTo(least) >= 0
        ? ""
        : "%s is %s since %s: raise the version of %s to %s or more\n%s"
            .formatted(
                changed.packageName,
                changed(delta),
                changed.olderVersion,
                versioned.packageName,
                least,
                changed.reason.strip().indent(4));
  }

  private static String changed(Delta delta) {
    return switch (delta) {
      case REMOVED -> "gone";
      case MAJOR -> "incompatible";
      case MINOR -> "extended";
      default -> "lowered";
    };
  }

  /** Semantic versioning; while the major is 0, every part weighs one place more. */
  private static Version least(Delta delta, Version was) {
    var raised = new Version(was.getMajor() + 1, 0, 0);
    var extended = new Version(was.getMajor(), was.getMinor() + 1, 0);
    var mended = new Version(was.getMajor(), was.getMinor(), was.getMicro() + 1);
    boolean young = was.getMajor() == 0;
    return switch (delta) {
      case MAJOR, REMOVED -> young ? extended : raised;
      case MINOR -> young ? mended : extended;
      default -> was;
    };
  }
}
