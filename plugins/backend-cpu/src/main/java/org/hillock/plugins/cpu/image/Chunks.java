package org.hillock.plugins.cpu.image;

/**
 * How target pixels are cut: into chunks of whole images, or of a part of one. The same part of all
 * images comes in turn, because which pixels meet is the same for all of them.
 *
 * @param all pixels of all images
 * @param image pixels of one
 */
record Chunks(int all, int image) {

  /** Pixels of a chunk, at most: events and chains stay in the second cache. */
  private static final int MOST = 1024;

  private int parts() {
    return (image + MOST - 1) / MOST;
  }

  /** Images of a chunk. */
  private int together() {
    return Math.max(1, MOST / image);
  }

  /** Chunks of each part. */
  private int turns() {
    return (all / image + together() - 1) / together();
  }

  int count() {
    return parts() * turns();
  }

  /** The pixel a chunk begins with. */
  int first(int chunk) {
    return chunk % turns() * together() * image + chunk / turns() * MOST;
  }

  int pixels(int chunk) {
    return parts() > 1
        ? Math.min(MOST, image - chunk / turns() * MOST)
        : Math.min(together() * image, all - first(chunk));
  }
}
