package org.hillock.server.service;

import com.google.inject.Inject;
import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import org.hillock.lab.Lab;
import org.hillock.proto.v1.CancelRunRequest;
import org.hillock.proto.v1.CreateRunRequest;
import org.hillock.proto.v1.DeleteRunRequest;
import org.hillock.proto.v1.GetRunRequest;
import org.hillock.proto.v1.ListRunsRequest;
import org.hillock.proto.v1.ListRunsResponse;
import org.hillock.proto.v1.RepeatRunRequest;
import org.hillock.proto.v1.Run;
import org.hillock.proto.v1.RunServiceGrpc;
import org.hillock.server.message.Pages;
import org.hillock.server.message.ResourceNames;
import org.hillock.server.message.RunMessages;

/** Starts runs and follows their life. */
final class Runs extends RunServiceGrpc.RunServiceImplBase {

  private final org.hillock.lab.Runs runs;

  @Inject
  Runs(Lab lab) {
    runs = lab.runs();
  }

  @Override
  public void createRun(CreateRunRequest request, StreamObserver<Run> observer) {
    var wanted = RunMessages.wanted(request);
    var run = request.getValidateOnly() ? runs.check(wanted) : runs.submit(wanted);
    Unary.answer(observer, RunMessages.of(run));
  }

  @Override
  public void getRun(GetRunRequest request, StreamObserver<Run> observer) {
    String id = ResourceNames.run("name", request.getName());
    Unary.answer(observer, RunMessages.of(runs.get(id)));
  }

  @Override
  public void listRuns(ListRunsRequest request, StreamObserver<ListRunsResponse> observer) {
    var page =
        runs.list(
            Pages.request(
                request.getPageSize(),
                request.getPageToken(),
                RunMessages.filter(request.getFilter())));
    var answer = ListRunsResponse.newBuilder().setNextPageToken(page.nextToken());
    page.items().forEach(run -> answer.addRuns(RunMessages.of(run)));
    Unary.answer(observer, answer.build());
  }

  @Override
  public void cancelRun(CancelRunRequest request, StreamObserver<Run> observer) {
    String id = ResourceNames.run("name", request.getName());
    Unary.answer(observer, RunMessages.of(runs.cancel(id)));
  }

  @Override
  public void repeatRun(RepeatRunRequest request, StreamObserver<Run> observer) {
    String id = ResourceNames.run("name", request.getName());
    Unary.answer(observer, RunMessages.of(runs.repeat(id, request.getRequestId())));
  }

  @Override
  public void deleteRun(DeleteRunRequest request, StreamObserver<Empty> observer) {
    runs.delete(ResourceNames.run("name", request.getName()));
    Unary.answer(observer, Empty.getDefaultInstance());
  }
}
