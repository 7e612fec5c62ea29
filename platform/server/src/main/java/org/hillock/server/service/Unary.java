package org.hillock.server.service;

import io.grpc.stub.StreamObserver;

/** The end of a call that has one answer. */
final class Unary {

  private Unary() {}

  static <A> void answer(StreamObserver<A> observer, A answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }
}
