package org.hillock.engine.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.hillock.api.ErrorCode;
import org.hillock.api.HillockException;
import org.hillock.api.tensor.Tensor;
import org.hillock.api.train.Batch;
import org.hillock.engine.memory.Block;
import org.hillock.engine.memory.Memory;

/**
 * The batches of an epoch, some of them encoded while the present one is at work. There is one
 * buffer more than batches ahead, so that the present batch keeps its own.
 */
final class Prefetch implements Iterator<Batch> {

  private final SampleEncoder encoder;
  private final Reading reading;
  private final List<int[]> indices;
  private final ExecutorService team;
  private final Deque<Block> free = new ArrayDeque<>();
  private final Deque<Future<EncodedBatch>> coming = new ArrayDeque<>();
  private Optional<EncodedBatch> present = Optional.empty();
  private int next;

  private record EncodedBatch(int[] labels, Tensor values, Block block) implements Batch {
    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public int steps() {
      return values.shape().dim(0);
    }

    @Override
    public void encodeInto(Tensor input) {
      SampleEncoder.fit(values, input);
    }
  }

  Prefetch(
      SampleEncoder encoder,
      Reading reading,
      List<int[]> indices,
      Memory memory,
      ExecutorService team,
      int ahead) {
    this.encoder = encoder;
    this.reading = reading;
    this.indices = indices;
    this.team = team;
    long bytes = encoder.bytes(indices.getFirst().length);
    for (int i = 0; i < Math.min(ahead + 1, indices.size()); i++) {
      free.push(memory.allocate(bytes, "encoding batches ahead"));
    }
    while (next < Math.min(ahead, indices.size())) {
      submit();
    }
  }

  private void submit() {
    int[] batch = indices.get(next++);
    var block = free.pop();
    Callable<EncodedBatch> work =
        () -> {
          var values = encoder.encode(reading, batch, block);
          return new EncodedBatch(encoder.labels(reading.split(), batch), values, block);
        };
    coming.add(team.submit(work));
  }

  @Override
  public boolean hasNext() {
    if (!coming.isEmpty() || next < indices.size()) {
      return true;
    }
    release();
    return false;
  }

  private void release() {
    present.ifPresent(batch -> batch.block().close());
    present = Optional.empty();
    free.forEach(Block::close);
    free.clear();
  }

  /** Whether all its memory is given back. */
  boolean isClosed() {
    return coming.isEmpty() && present.isEmpty() && free.isEmpty();
  }

  /** Waits for what is being encoded and gives all memory back; there are no batches after it. */
  void close() {
    next = indices.size();
    while (!coming.isEmpty()) {
      free.push(await(coming.remove()).block());
    }
    release();
  }

  @Override
  public Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    present.ifPresent(batch -> free.push(batch.block()));
    if (next < indices.size()) {
      submit();
    }
    var batch = await(coming.remove());
    present = Optional.of(batch);
    return batch;
  }

  private static EncodedBatch await(Future<EncodedBatch> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HillockException(ErrorCode.CANCELLED, "interrupted while encoding a batch", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HillockException known) {
        throw known;
      }
      throw new HillockException(
          ErrorCode.PLUGIN_FAULT,
          "the data set, an augmentation or the encoder failed: " + e.getCause(),
          e.getCause());
    }
  }
}
