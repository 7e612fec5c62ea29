package org.hillock.plugins.cpu.image;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.hillock.plugins.cpu.events.Events;
import org.hillock.plugins.cpu.lanes.Lanes;

/**
 * The patches of some target pixels as lists of events, joined from those of the source pixels: for
 * any number of channels.
 */
final class PatchLists implements EventLists {

  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, Lanes.SPECIES.vectorShape());

  private final Widths<Gather> gathers;
  private final Events events = new Events();
  private final Sources sources = new Sources();
  private final int[] offsets = new int[1];
  private int channels;
  private int pixels;
  private int taps;

  /** Where each pixel's row goes on, if its tap has begun. */
  private int[] cursors = new int[0];

  private int[] starts = new int[1];
  private int[] places = new int[0];
  private float[] values = new float[0];

  PatchLists(Widths<Gather> gathers) {
    this.gathers = gathers;
  }

  @Override
  public void open(Field field, int channels, MemorySegment x, int first, int count) {
    this.channels = channels;
    pixels = count;
    taps = field.taps();
    sources.find(field, first, count);
    if (starts.length <= pixels) {
      starts = new int[pixels + 1];
      cursors = new int[pixels];
    }
    long from = 4 * sources.first() * channels;
    events.list(x, from, 4L * channels, sources.count(), channels);
  }

  @Override
  public void list(int from, int to, int width) {
    reserve(to - from);
    int base = -from * width;
    if (from % channels == 0 && to % channels == 0) {
      listWhole(from / channels, to / channels, base, width);
    } else {
      listParts(from, to, base, width);
    }
  }

  /** Of whole taps. */
  private void listWhole(int firstTap, int lastTap, int base, int width) {
    int[] eventStarts = events.starts();
    int[] columns = events.columns();
    boolean binary = events.binary();
    int tapWidth = channels * width;
    int at = 0;
    for (int p = 0; p < pixels; p++) {
      starts[p] = at;
      for (int tap = firstTap; tap < lastTap; tap++) {
        int row = sources.row(p, tap);
        if (row >= 0) {
          int first = eventStarts[row];
          int count = eventStarts[row + 1] - first;
          copyPlaces(columns, first, count, base + tap * tapWidth, width, places, at);
          if (!binary) {
            copyValues(first, count, at);
          }
          at += count;
        }
      }
    }
    starts[pixels] = at;
  }

  private void listParts(int from, int to, int base, int width) {
    int at = 0;
    for (int p = 0; p < pixels; p++) {
      starts[p] = at;
      for (int tap = from / channels; tap <= (to - 1) / channels; tap++) {
        int row = sources.row(p, tap);
        if (row >= 0) {
          int depth = tap * channels;
          int first = depth < from ? cursors[p] : events.starts()[row];
          int end = events.starts()[row + 1];
          int count = to < depth + channels ? countBelow(first, end, to - depth) : end - first;
          copyPlaces(events.columns(), first, count, base + depth * width, width, places, at);
          if (!events.binary()) {
            copyValues(first, count, at);
          }
          cursors[p] = first + count;
          at += count;
        }
      }
    }
    starts[pixels] = at;
  }

  private void reserve(int depths) {
    // Whole vectors are stored at the last event.
    int room = pixels * depths + Lanes.LENGTH;
    if (places.length < room) {
      places = new int[room];
    }
    if (!events.binary() && values.length < room) {
      values = new float[room];
    }
  }

  private int countBelow(int first, int end, int channel) {
    int[] columns = events.columns();
    for (int i = first; i < end; i += Lanes.LENGTH) {
      // Beyond the end may lie anything, but the array goes on.
      int below =
          IntVector.fromArray(INTS, columns, i).compare(VectorOperators.GE, channel).firstTrue();
      if (below < Lanes.LENGTH) {
        return Math.min(i + below, end) - first;
      }
    }
    return end - first;
  }

  private static void copyPlaces(
      int[] columns, int from, int count, int base, int width, int[] places, int to) {
    int i = 0;
    // Short lists are the rule: one vector without asking whether there is an event.
    do {
      IntVector.fromArray(INTS, columns, from + i).mul(width).add(base).intoArray(places, to + i);
      i += Lanes.LENGTH;
    } while (i < count);
  }

  private void copyValues(int from, int count, int to) {
    for (int i = 0; i < count; i += Lanes.LENGTH) {
      FloatVector.fromArray(Lanes.SPECIES, events.values(), from + i).intoArray(values, to + i);
    }
  }

  @Override
  public void gather(int vectors, float[] panel, int place, float[] chains, int at) {
    offsets[0] = place;
    gathers
        .of(vectors, events.binary())
        .run(0, pixels, starts, places, values, panel, offsets, chains, at);
  }
}
