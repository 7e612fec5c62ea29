package org.hillock.testkit;

import org.hillock.api.data.Augmentation;

/** Conformance of augmentations: values, bits, threads, shapes. */
public abstract class AugmentationConformance extends ComponentConformance<Augmentation> {

  /** Checks what {@link #components()} names. */
  protected AugmentationConformance() {
    super(AugmentationChecks.SUITE);
  }
}
