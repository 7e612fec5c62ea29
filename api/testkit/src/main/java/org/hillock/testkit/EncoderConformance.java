package org.hillock.testkit;

import org.hillock.api.encoder.Encoder;

/** Conformance of encoders: shapes, bits, threads. */
public abstract class EncoderConformance extends ComponentConformance<Encoder> {

  /** Checks what {@link #components()} names. */
  protected EncoderConformance() {
    super(EncoderChecks.SUITE);
  }
}
