package org.hillock.engine.train;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.hillock.api.data.Augmentation;
import org.hillock.api.data.Samples;
import org.hillock.api.data.Split;
import org.hillock.api.random.RandomStream;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Batch;
import org.hillock.engine.memory.Memory;

/** Batches of encoded samples, augmented and encoded ahead of their use. */
public final class Feed implements AutoCloseable {

  private static final int LARGEST_TEAM = 4;

  private final Samples samples;
  private final RandomStream shuffle;
  private final Encoding encoding;
  private final SampleEncoder encoder;
  private final Memory memory;
  private final int ahead;
  private final ExecutorService team;
  private final List<Prefetch> open = new ArrayList<>();

  /**
   * @param random the run's root stream
   * @param threads how many batches may be encoded at once; without influence on their content
   */
  public Feed(
      Samples samples,
      List<Augmentation> augmentations,
      Encoders encoders,
      Memory memory,
      RandomStream random,
      int threads) {
    this.samples = samples;
    this.memory = memory;
    shuffle = random.named("shuffle");
    encoding = Encoding.of(encoders, samples.shape());
    encoder = new SampleEncoder(samples, augmentations, encoding, random);
    ahead = Math.min(threads, LARGEST_TEAM);
    team =
        Executors.newFixedThreadPool(
            ahead, Thread.ofPlatform().daemon().name("encoder-", 0).factory());
  }

  /** What samples become. */
  public Encoding encoding() {
    return encoding;
  }

  /** How many batches an epoch has. */
  public int batchCount(Split split, int batchSize) {
    return Math.ceilDiv(samples.size(split), atLeastOne(batchSize));
  }

  private static int atLeastOne(int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException("a batch has at least 1 sample, got " + batchSize);
    }
    return batchSize;
  }

  /**
   * The batches of an epoch, to learn from: the training split augmented, and in an order of the
   * epoch's own.
   */
  public Iterable<Batch> batches(Split split, int batchSize, int epoch) {
    return batches(Reading.toLearn(split, epoch), batchSize);
  }

  /** The batches of a split as it is, to judge by. */
  public Iterable<Batch> unaltered(Split split, int batchSize) {
    return batches(Reading.toJudge(split), batchSize);
  }

  private Iterable<Batch> batches(Reading reading, int batchSize) {
    var split = reading.split();
    int count = samples.size(split);
    int batches = batchCount(split, batchSize);
    int[] order =
        split == Split.TRAIN
            ? shuffle.numbered(reading.epoch()).permutation(count)
            : IntStream.range(0, count).toArray();
    List<int[]> indices =
        IntStream.range(0, batches)
            .mapToObj(b -> IntStream.range(b * batchSize, Math.min((b + 1) * batchSize, count)))
            .map(range -> range.map(i -> order[i]).toArray())
            .toList();
    return () -> iterator(reading, indices);
  }

  /**
   * Encodes a single sample of the validation or test split.
   *
   * @param sequence {@code [steps][1][features…]}, as {@link Batch#encodeInto} takes it
   */
  public void encode(Split split, int index, Tensor sequence) {
    try (var block = memory.allocate(encoder.bytes(1), "encoding a sample")) {
      var encoded = encoder.encode(Reading.toJudge(split), new int[] {index}, block);
      SampleEncoder.fit(encoded, sequence);
    }
  }

  private Iterator<Batch> iterator(Reading reading, List<int[]> indices) {
    if (indices.isEmpty()) {
      return List.<Batch>of().iterator();
    }
    var batches = new Prefetch(encoder, reading, indices, memory, team, ahead);
    open.removeIf(Prefetch::isClosed);
    open.add(batches);
    return batches;
  }

  /** Gives back what batches take that nobody asked for to their end. */
  public void abandonBatches() {
    open.forEach(Prefetch::close);
    open.clear();
  }

  /** Ends the encoding; batches are invalid afterwards. */
  @Override
  public void close() {
    team.shutdownNow();
    team.close();
  }
}
