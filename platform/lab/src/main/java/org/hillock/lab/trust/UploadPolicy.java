package org.hillock.lab.trust;

import java.util.Locale;

/** Which jars a lab takes. Under each of them a jar altered after it was signed is refused. */
public enum UploadPolicy {
  /** None: plugins are neither installed nor uninstalled while the lab is at work. */
  OFF,
  /** Those signed by a certificate that the trust store holds or leads to. */
  SIGNED,
  /** All; one that {@link #SIGNED} would refuse is recorded with a warning. */
  WARN,
  /** All, whoever signed them. */
  ANY;

  /** As the command line writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
