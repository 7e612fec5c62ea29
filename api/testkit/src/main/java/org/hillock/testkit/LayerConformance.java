package org.hillock.testkit;

import org.hillock.api.network.Layer;

/**
 * Conformance of layers: shapes, gradients against central differences, state, streaming, bits,
 * checkpoints.
 */
public abstract class LayerConformance extends ComponentConformance<Layer> {

  /** Checks what {@link #components()} names. */
  protected LayerConformance() {
    super(LayerChecks.SUITE);
  }
}
