package org.hillock.engine.network;

import org.hillock.api.random.RandomStream;

/** The random numbers of a forward pass. */
final class StepRandom {

  private final RandomStream root;
  private long pass;

  StepRandom(RandomStream root) {
    this.root = root;
  }

  void choose(long number) {
    pass = number;
  }

  long chosen() {
    return pass;
  }

  RandomStream of(String layer) {
    return root.named(layer).numbered(pass);
  }
}
