package org.hillock.server.service;

import io.grpc.stub.ServerCallStreamObserver;

/**
 * Messages to a client, sent as fast as it reads. Written by one thread; it ends at any time by the
 * client's leaving or the server's stopping.
 */
final class PacedStream<A> {

  private final ServerCallStreamObserver<A> observer;
  private boolean stopped;

  PacedStream(ServerCallStreamObserver<A> observer) {
    this.observer = observer;
  }

  /** Sends a message as soon as the one before has left; does nothing once the stream has ended. */
  void send(A message) throws InterruptedException {
    awaitReady();
    if (!isEnded()) {
      observer.onNext(message);
    }
  }

  /** Whether there is no reader any more. */
  synchronized boolean isEnded() {
    return stopped || observer.isCancelled();
  }

  /** Looks again whether the client is ready or gone. */
  synchronized void wake() {
    notifyAll();
  }

  /** Ends the stream on the server's side. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  private synchronized void awaitReady() throws InterruptedException {
    while (!isEnded() && !observer.isReady()) {
      wait();
    }
  }

  synchronized boolean isStopped() {
    return stopped;
  }
}
