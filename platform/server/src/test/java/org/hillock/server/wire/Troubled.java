package org.hillock.server.wire;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.stream.IntStream;
import org.hillock.lab.record.LabException;
import org.hillock.proto.v1.CreateRunRequest;
import org.hillock.proto.v1.GetRunRequest;
import org.hillock.proto.v1.ListRunsRequest;
import org.hillock.proto.v1.ListRunsResponse;
import org.hillock.proto.v1.Run;
import org.hillock.proto.v1.RunServiceGrpc;
import org.hillock.server.call.FieldException;
import org.hillock.server.call.FieldProblem;

/** A service that fails in each way a service can, as the asked name says. */
final class Troubled extends RunServiceGrpc.RunServiceImplBase {

  static final String SECRET = "jdbc:h2:secret";

  @Override
  public void getRun(GetRunRequest request, StreamObserver<Run> observer) {
    switch (request.getName()) {
      case "unknown" ->
          throw LabException.notFound("runs/größer", "'hillock runs' lists all: 100 %");
      case "crash" -> throw new IllegalStateException(SECRET);
      case "error" -> observer.onError(new FieldException("name", "told to the observer"));
      case "status" -> observer.onError(Status.OUT_OF_RANGE.withDescription("gone").asException());
      case "many" ->
          throw new FieldException(
              IntStream.range(0, 500)
                  .mapToObj(i -> new FieldProblem("spec.network[" + i + "].tau", "too small ≤ 1"))
                  .toList());
      case "two" ->
          throw new FieldException(
              List.of(new FieldProblem("a", "is one"), new FieldProblem("b", "is another")));
      default -> {
        observer.onNext(Run.newBuilder().setName(request.getName()).setSeed(1L << 60).build());
        observer.onCompleted();
      }
    }
  }

  @Override
  public void createRun(CreateRunRequest request, StreamObserver<Run> observer) {
    observer.onNext(Run.newBuilder().setDisplayName(request.getSpec().getText()).build());
    observer.onCompleted();
  }

  /** Answers with as many empty runs as the page size says. */
  @Override
  public void listRuns(ListRunsRequest request, StreamObserver<ListRunsResponse> observer) {
    var answer = ListRunsResponse.newBuilder();
    IntStream.range(0, request.getPageSize()).forEach(_ -> answer.addRunsBuilder());
    observer.onNext(answer.build());
    observer.onCompleted();
  }
}
