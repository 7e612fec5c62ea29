package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import org.hillock.plugins.cpu.events.Events;

/**
 * The patches of some target pixels, a part of one tap's channels at a time: the events of the
 * source pixels are their lists as they are.
 */
final class TapLists implements EventLists {

  private final Events events = new Events();
  private final Sources sources = new Sources();
  private final int[] offsets = new int[1];
  private int channels;
  private int pixels;
  private int part;
  private int parts;
  private int depth;
  private int before;

  /** The first list of the source of each target, {@code [taps][pixels]}; -1: none. */
  private int[] lists = new int[0];

  /** Sets how many channels are a part: whole vectors, a divisor of all. */
  void cut(int part) {
    this.part = part;
  }

  @Override
  public void open(Field field, int channels, MemorySegment x, int first, int count, int width) {
    this.channels = channels;
    pixels = count;
    boolean other = sources.find(field, first, count);
    if (other || parts != channels / part) {
      parts = channels / part;
      findLists(field.taps());
    }
    long from = 4 * sources.first() * channels;
    events.list(x, from, 4L * channels, sources.count(), channels, part, width);
  }

  private void findLists(int taps) {
    lists = lists.length < taps * pixels ? new int[taps * pixels] : lists;
    for (int tap = 0; tap < taps; tap++) {
      for (int p = 0; p < pixels; p++) {
        int row = sources.row(p, tap);
        lists[tap * pixels + p] = row < 0 ? -1 : row * parts;
      }
    }
  }

  /** {@inheritDoc} They are one part of a tap. */
  @Override
  public void list(int from, int to, int width) {
    depth = from;
    before = from % channels * width;
  }

  @Override
  public boolean binary() {
    return events.binary();
  }

  @Override
  public void gather(Gather gather, float[] panel, int place, float[] chains, int at) {
    offsets[0] = place - before;
    int first = depth / channels * pixels;
    gather.run(
        first,
        first + pixels,
        lists,
        depth % channels / part,
        events.starts(),
        events.columns(),
        events.values(),
        panel,
        offsets,
        chains,
        at);
  }
}
