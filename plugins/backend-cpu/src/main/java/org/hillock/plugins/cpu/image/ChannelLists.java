package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.hillock.plugins.cpu.events.Events;

/**
 * The events of some source pixels by phase and channel, in the order of pixels: list {@code
 * phase·channels + channel}.
 */
final class ChannelLists {

  private int[] starts = new int[0];
  private int[] places = new int[0];
  private float[] values = new float[0];
  private boolean binary;

  /**
   * Lists the events that targets of a chain meet.
   *
   * @param events this thread's
   */
  void list(TargetBlock block, int channels, MemorySegment x, Events events) {
    int pixels = block.lastSource() - block.firstSource();
    long at = 4L * block.firstSource() * channels;
    events.list(x, at, 4L * channels, pixels, channels);
    binary = events.binary();
    int phases = block.phases();
    int lists = phases * channels;
    reserve(lists, events.starts()[pixels]);
    // While lists fill, starts[i + 1] is where list i's next event goes.
    Arrays.fill(starts, 0, lists + 2, 0);
    int[] columns = events.columns();
    if (block.phases() == 1) {
      for (int i = 0, end = events.starts()[pixels]; i < end; i++) {
        starts[columns[i] + 2]++;
      }
    } else {
      countByPhase(block, channels, pixels, events);
    }
    for (int i = 2; i <= lists; i++) {
      starts[i] += starts[i - 1];
    }
    block.rewind();
    for (int p = 0; p < pixels; p++) {
      int first = block.phase() * channels + 1;
      int place = block.place();
      for (int i = events.starts()[p], end = events.starts()[p + 1]; i < end; i++) {
        int to = starts[first + columns[i]]++;
        places[to] = place;
        if (!binary) {
          values[to] = events.values()[i];
        }
      }
      block.next();
    }
  }

  private void countByPhase(TargetBlock block, int channels, int pixels, Events events) {
    int[] columns = events.columns();
    block.rewind();
    for (int p = 0; p < pixels; p++) {
      int first = block.phase() * channels + 2;
      for (int i = events.starts()[p], end = events.starts()[p + 1]; i < end; i++) {
        starts[first + columns[i]]++;
      }
      block.next();
    }
  }

  private void reserve(int lists, int events) {
    if (starts.length < lists + 2) {
      starts = new int[lists + 2];
    }
    // Some more than now: steps differ a little.
    if (places.length < events) {
      places = new int[events + events / 4];
    }
    if (!binary && values.length < events) {
      values = new float[events + events / 4];
    }
  }

  int[] starts() {
    return starts;
  }

  int[] places() {
    return places;
  }

  float[] values() {
    return values;
  }

  boolean binary() {
    return binary;
  }
}
