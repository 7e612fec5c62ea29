package org.hillock.server.service;

import com.google.inject.Inject;
import io.grpc.stub.StreamObserver;
import java.util.OptionalLong;
import org.hillock.lab.Lab;
import org.hillock.lab.Models;
import org.hillock.proto.v1.GetModelRequest;
import org.hillock.proto.v1.InferenceServiceGrpc;
import org.hillock.proto.v1.Model;
import org.hillock.proto.v1.PredictRequest;
import org.hillock.proto.v1.PredictResponse;
import org.hillock.server.message.ModelMessages;
import org.hillock.server.message.ResourceNames;

/** Uses trained networks. */
final class Inference extends InferenceServiceGrpc.InferenceServiceImplBase {

  private final Models models;

  @Inject
  Inference(Lab lab) {
    models = lab.models();
  }

  @Override
  public void getModel(GetModelRequest request, StreamObserver<Model> observer) {
    String run = ResourceNames.model("name", request.getName());
    Unary.answer(observer, ModelMessages.of(run, models.describe(run)));
  }

  @Override
  public void predict(PredictRequest request, StreamObserver<PredictResponse> observer) {
    String run = ResourceNames.model("name", request.getName());
    var values = ModelMessages.values("input", request.getInput());
    var shape = request.getInput().getShapeList();
    var seed =
        request.hasSeed() ? OptionalLong.of(request.getSeed().getValue()) : OptionalLong.empty();
    var prediction = models.predict(run, values, shape, seed);
    Unary.answer(observer, ModelMessages.of(shape.getFirst().intValue(), prediction));
  }
}
