package org.hillock.server.service;

import com.google.inject.Inject;
import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import org.hillock.lab.Lab;
import org.hillock.proto.v1.CreateExperimentRequest;
import org.hillock.proto.v1.DeleteExperimentRequest;
import org.hillock.proto.v1.Experiment;
import org.hillock.proto.v1.ExperimentServiceGrpc;
import org.hillock.proto.v1.GetExperimentRequest;
import org.hillock.proto.v1.ListExperimentsRequest;
import org.hillock.proto.v1.ListExperimentsResponse;
import org.hillock.server.message.ExperimentMessages;
import org.hillock.server.message.Pages;
import org.hillock.server.message.ResourceNames;

/** Checks and keeps specifications. */
final class Experiments extends ExperimentServiceGrpc.ExperimentServiceImplBase {

  private final org.hillock.lab.Experiments experiments;

  @Inject
  Experiments(Lab lab) {
    experiments = lab.experiments();
  }

  @Override
  public void createExperiment(
      CreateExperimentRequest request, StreamObserver<Experiment> observer) {
    var wanted = ExperimentMessages.wanted(request);
    var experiment =
        request.getValidateOnly() ? experiments.check(wanted) : experiments.create(wanted);
    Unary.answer(observer, ExperimentMessages.of(experiment));
  }

  @Override
  public void getExperiment(GetExperimentRequest request, StreamObserver<Experiment> observer) {
    String id = ResourceNames.experiment("name", request.getName());
    Unary.answer(observer, ExperimentMessages.of(experiments.get(id)));
  }

  @Override
  public void listExperiments(
      ListExperimentsRequest request, StreamObserver<ListExperimentsResponse> observer) {
    var page =
        experiments.list(
            Pages.request(request.getPageSize(), request.getPageToken(), request.getFilter()));
    var answer = ListExperimentsResponse.newBuilder().setNextPageToken(page.nextToken());
    page.items().forEach(item -> answer.addExperiments(ExperimentMessages.of(item)));
    Unary.answer(observer, answer.build());
  }

  @Override
  public void deleteExperiment(DeleteExperimentRequest request, StreamObserver<Empty> observer) {
    experiments.delete(ResourceNames.experiment("name", request.getName()), request.getForce());
    Unary.answer(observer, Empty.getDefaultInstance());
  }
}
