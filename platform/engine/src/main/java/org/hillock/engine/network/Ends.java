package org.hillock.engine.network;

import org.hillock.api.network.Preparation;
import org.hillock.api.network.Preparation.Buffer;

/** What a kernel of one input reads and writes: values and, in training, their gradients. */
record Ends(Buffer x, Buffer y, Buffer dy, Buffer dx) {

  static Ends of(Preparation at) {
    return new Ends(at.input(0), at.output(), at.outputGradient(), at.inputGradient(0));
  }
}
