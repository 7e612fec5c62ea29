package org.hillock.server.service;

import com.google.inject.Inject;
import com.google.inject.Singleton;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Streams to clients, each written by a virtual thread of its own, so that neither a slow client
 * nor a quiet run holds a thread of the server. Safe for use by several threads.
 */
@Singleton
public final class OpenStreams implements AutoCloseable {

  private final Set<Stream<?>> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  @Inject
  OpenStreams() {}

  /** Writes the messages of one stream. */
  interface Writer<A> {
    /** Sends all messages; returns early if the stream has ended. */
    void write(PacedStream<A> out) throws Exception;
  }

  private record Stream<A>(
      ServerCallStreamObserver<A> observer, PacedStream<A> out, Runnable release) {

    void end() {
      out.stop();
      release.run();
    }
  }

  /**
   * Begins to write a stream and returns.
   *
   * @param release called when the stream ends, perhaps more than once: frees what the writer may
   *     be waiting for
   */
  <A> void write(StreamObserver<A> to, Runnable release, Writer<A> writer) {
    var observer = (ServerCallStreamObserver<A>) to;
    var out = new PacedStream<>(observer);
    var stream = new Stream<>(observer, out, release);
    observer.setOnReadyHandler(out::wake);
    observer.setOnCancelHandler(
        () -> {
          out.wake();
          release.run();
        });
    open.add(stream);
    if (closed) {
      stream.end();
    }
    Thread.ofVirtual().name("stream-to-client").start(() -> serve(stream, writer));
  }

  private <A> void serve(Stream<A> stream, Writer<A> writer) {
    try {
      writer.write(stream.out());
      if (stream.out().isStopped()) {
        throw Status.UNAVAILABLE
            .withDescription("the server is stopping; go on when it is back")
            .asRuntimeException();
      }
      if (!stream.observer().isCancelled()) {
        stream.observer().onCompleted();
      }
    } catch (Throwable e) {
      if (!stream.observer().isCancelled()) {
        stream.observer().onError(e);
      }
    } finally {
      open.remove(stream);
      stream.release().run();
    }
  }

  /** Ends all streams with {@code UNAVAILABLE}, also those that are still to begin. */
  @Override
  public void close() {
    closed = true;
    open.forEach(Stream::end);
  }
}
