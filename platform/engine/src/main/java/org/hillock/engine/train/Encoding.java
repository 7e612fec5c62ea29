package org.hillock.engine.train;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.data.SampleShape;
import org.hillock.api.encoder.Encoder;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Shape;
import org.hillock.api.tensor.Tensor;
import org.hillock.engine.network.NetworkInput;

/**
 * Samples of one shape, made into what a network takes: each part by its encoder, and the sequences
 * side by side. Safe for use by several threads.
 */
public final class Encoding {

  private final List<Track> tracks;
  private final NetworkInput input;
  private final int steps;

  /**
   * One encoder at work.
   *
   * @param name the part's; empty if the sample is one whole
   * @param from where the part begins in a sample
   * @param column where its features begin in a time step of the network's input
   */
  private record Track(
      String name, Encoder encoder, SampleShape sample, long from, SampleShape made, long column) {

    NetworkInput.Part part() {
      return new NetworkInput.Part(name, made.features());
    }
  }

  private Encoding(List<Track> tracks, NetworkInput input, int steps) {
    this.tracks = List.copyOf(tracks);
    this.input = input;
    this.steps = steps;
  }

  /**
   * The encoding of samples of a shape.
   *
   * @throws HillockException with {@code SHAPE_MISMATCH} if an encoder cannot take what it is
   *     given, the encoders are not for the sample's parts, or they make sequences of different
   *     length
   */
  public static Encoding of(Encoders encoders, SampleShape sample) {
    if (encoders instanceof Encoders.OfParts named) {
      named.requireParts(sample);
    }
    if (sample.parts().isEmpty()) {
      var whole = track(encoders, new SampleShape.Part("", sample), 0, 0);
      return new Encoding(
          List.of(whole), NetworkInput.of(whole.made.features()), whole.made.steps());
    }
    var tracks = new ArrayList<Track>();
    long from = 0;
    long column = 0;
    for (var part : sample.parts()) {
      var track = track(encoders, part, from, column);
      tracks.add(track);
      from += part.shape().tensor().size();
      column += track.made.features().size();
    }
    return new Encoding(
        tracks, NetworkInput.of(tracks.stream().map(Track::part).toList()), steps(tracks));
  }

  private static Track track(Encoders encoders, SampleShape.Part part, long from, long column) {
    var encoder = encoders.of(part);
    var made = encoder.encoded(part.shape());
    return new Track(part.name(), encoder, part.shape(), from, made, column);
  }

  private static int steps(List<Track> tracks) {
    int steps = tracks.getFirst().made.steps();
    if (tracks.stream().anyMatch(track -> track.made.steps() != steps)) {
      throw new HillockException(
          ErrorCode.SHAPE_MISMATCH,
          "parts of a sample must become sequences of equal length, but %s; choose the encoders, or"
                  .formatted(
                      tracks.stream()
                          .map(t -> "%s has %d time steps".formatted(t.name, t.made.steps()))
                          .collect(Collectors.joining(", ")))
              + " the data's own steps, accordingly");
    }
    return steps;
  }

  /** Time steps of a sequence. */
  public int steps() {
    return steps;
  }

  /** What the network takes in a time step. */
  public NetworkInput input() {
    return input;
  }

  /** What {@link #encode} works with: room for the longest sequence of a part. */
  public Shape scratch() {
    long longest = tracks.stream().mapToLong(t -> t.made.tensor().size()).max().orElseThrow();
    return Shape.of(Math.toIntExact(longest));
  }

  /**
   * Encodes one sample to its place in a batch.
   *
   * @param sample as the data give it
   * @param scratch of {@link #scratch()}; its content is overwritten
   * @param target {@code [T][B][features…]}
   * @param b the sample's place
   * @param random the sample's random numbers
   */
  public void encode(Tensor sample, Tensor scratch, Tensor target, int b, RandomStream random) {
    for (var track : tracks) {
      var part = view(sample.segment(), track.from, track.sample.tensor());
      var sequence = view(scratch.segment(), 0, track.made.tensor());
      track.encoder.encode(
          part, sequence, track.name.isEmpty() ? random : random.named(track.name));
      scatter(sequence, target, b, track.column);
    }
  }

  private static Tensor view(MemorySegment segment, long from, Shape shape) {
    return Tensor.of(segment.asSlice(from * Float.BYTES, shape.size() * Float.BYTES), shape);
  }

  private void scatter(Tensor sequence, Tensor target, int b, long column) {
    int batch = target.shape().dim(1);
    long bytes = sequence.segment().byteSize() / steps;
    for (int t = 0; t < steps; t++) {
      long row = ((long) t * batch + b) * input.features().size();
      MemorySegment.copy(
          sequence.segment(), t * bytes, target.segment(), (row + column) * Float.BYTES, bytes);
    }
  }
}
