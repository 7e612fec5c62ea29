package org.hillock.api.network;

import org.hillock.api.tensor.Shape;
import org.osgi.annotation.versioning.ProviderType;

/** A symbolic tensor in a network that is being built: a sequence, or a parameter. */
@ProviderType
public interface Value {

  /** Of a sequence the shape of its features, without time and batch; of a parameter its shape. */
  Shape shape();

  /** Whether this is a sequence over time and batch rather than a parameter. */
  boolean isSequence();
}
