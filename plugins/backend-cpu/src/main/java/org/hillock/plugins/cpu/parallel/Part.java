package org.hillock.plugins.cpu.parallel;

/** One job's work. */
@FunctionalInterface
public interface Part {

  /**
   * Does one chunk.
   *
   * @param chunk which one, from 0
   * @param worker who does it: an index below the team's size, for scratch memory
   */
  void run(int chunk, int worker);
}
