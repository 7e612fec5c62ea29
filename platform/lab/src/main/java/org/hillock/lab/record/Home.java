package org.hillock.lab.record;

import java.nio.file.Path;

/**
 * Where things lie in a lab's home.
 *
 * @param root the home
 */
public record Home(Path root) {

  /** The name of the file that a resumed run begins with. */
  public static final String RESUME = "resume.safetensors";

  /** The name of a run's manifest. */
  public static final String MANIFEST = "manifest.json";

  /** The name of a run's log. */
  public static final String LOG = "run.log";

  /** The name of the file with the spikes of one sample at the last epoch's end. */
  public static final String SPIKES = "spikes.json";

  /** Installed data sets, each in a folder of its own name. */
  public Path data() {
    return root.resolve("data");
  }

  /** The plugins' jars under their SHA-256. */
  public Path plugins() {
    return root.resolve("plugins");
  }

  /** A plugin's jar. */
  public Path jar(String sha256) {
    return plugins().resolve(sha256 + ".jar");
  }

  /** What a plugin's jar offers, kept beside it. */
  public Path descriptor(String sha256) {
    return plugins().resolve(sha256 + ".json");
  }

  /** The folders of the runs. */
  public Path runs() {
    return root.resolve("runs");
  }

  /** The folder of a run. */
  public Path run(String id) {
    return runs().resolve(id);
  }

  /** Files that only the process of this name uses, and that nobody misses afterwards. */
  public Path cache(String process) {
    return root.resolve("cache").resolve(process);
  }

  /** Where the process of this name keeps temporary files. */
  public Path temporary(String process) {
    return cache(process).resolve("tmp").toAbsolutePath();
  }

  /** The database, without its ending. */
  public Path database() {
    return root.resolve("lab");
  }

  /** Locked while a lab is at work here. */
  public Path lock() {
    return root.resolve("lab.lock");
  }
}
