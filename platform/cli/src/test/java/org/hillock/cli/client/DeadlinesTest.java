package org.hillock.cli.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.hillock.proto.v1.ResultServiceGrpc;
import org.hillock.proto.v1.RunServiceGrpc;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

  /** Notes what calls are told to wait for, and calls nobody. */
  private static final class Notes extends Channel {
    final ArrayList<Deadline> deadlines = new ArrayList<>();

    @Override
    public <A, B> ClientCall<A, B> newCall(MethodDescriptor<A, B> method, CallOptions options) {
      deadlines.add(options.getDeadline());
      return new ClientCall<>() {
        @Override
        public void start(Listener<B> listener, Metadata headers) {}

        @Override
        public void request(int messages) {}

        @Override
        public void cancel(String message, Throwable cause) {}

        @Override
        public void halfClose() {}

        @Override
        public void sendMessage(A message) {}
      };
    }

    @Override
    public String authority() {
      return "nobody";
    }
  }

  private static Deadline of(MethodDescriptor<?, ?> method) {
    var notes = new Notes();
    new Deadlines().interceptCall(method, CallOptions.DEFAULT, notes);
    return notes.deadlines.getFirst();
  }

  @Test
  void aQuestionWaitsTwoMinutesARunsDataAnHourAStreamForEver() {
    assertEquals(120, seconds(RunServiceGrpc.getGetRunMethod()), 5);
    assertEquals(3600, seconds(RunServiceGrpc.getCreateRunMethod()), 5);
    assertEquals(3600, seconds(RunServiceGrpc.getRepeatRunMethod()), 5);
    assertNull(of(ResultServiceGrpc.getWatchRunMethod()));
  }

  private static double seconds(MethodDescriptor<?, ?> method) {
    return of(method).timeRemaining(TimeUnit.SECONDS);
  }
}
