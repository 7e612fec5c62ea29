package org.hillock.tests.server;

import static org.hillock.tests.server.RunningServer.SPEC;
import static org.hillock.tests.server.RunningServer.request;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hillock.proto.v1.Artifact;
import org.hillock.proto.v1.DownloadArtifactRequest;
import org.hillock.proto.v1.GetMetricSeriesRequest;
import org.hillock.proto.v1.GetModelRequest;
import org.hillock.proto.v1.ListArtifactsRequest;
import org.hillock.proto.v1.ListMetricPointsRequest;
import org.hillock.proto.v1.ListMetricSeriesRequest;
import org.hillock.proto.v1.MetricPoint;
import org.hillock.proto.v1.MetricSeries;
import org.hillock.proto.v1.Model;
import org.hillock.proto.v1.PredictRequest;
import org.hillock.proto.v1.Run;
import org.hillock.proto.v1.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultIT {

  private static RunningServer server;
  private static Run run;

  @BeforeAll
  static void train(@TempDir Path home) {
    server = RunningServer.start(home);
    run = server.train(request(SPEC).putOverrides("trainer.epochs", "5"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static MetricSeries series(int most) {
    return server
        .results()
        .getMetricSeries(
            GetMetricSeriesRequest.newBuilder()
                .setName(run.getName() + "/metrics/train_loss")
                .setMaxPoints(most)
                .build());
  }

  @Test
  void listsSeriesWithTheirLastPoint() {
    var all =
        server
            .results()
            .listMetricSeries(ListMetricSeriesRequest.newBuilder().setParent(run.getName()).build())
            .getMetricSeriesList();
    var keys = all.stream().map(MetricSeries::getKey).collect(Collectors.toSet());
    assertTrue(keys.containsAll(Set.of("train_loss", "train_accuracy")), keys::toString);
    all.forEach(series -> assertEquals(5, series.getPointCount(), series::toString));
    all.forEach(series -> assertEquals(0, series.getPointsCount(), series::toString));
    assertEquals(keys.stream().sorted().toList(), all.stream().map(MetricSeries::getKey).toList());
  }

  @Test
  void aSeriesIsThinnedOutToItsExtremes() {
    var whole = series(0);
    assertEquals(5, whole.getPointsCount());
    var thin = series(3);
    assertTrue(thin.getPointsCount() <= 3, thin::toString);
    assertEquals(whole.getPoints(0), thin.getPoints(0));
    assertEquals(whole.getLastPoint(), thin.getPoints(thin.getPointsCount() - 1));
    assertEquals(5, thin.getPointCount());
  }

  @Test
  void everyPointComesInPages() {
    var points = new ArrayList<MetricPoint>();
    String token = "";
    do {
      var page =
          server
              .results()
              .listMetricPoints(
                  ListMetricPointsRequest.newBuilder()
                      .setParent(run.getName() + "/metrics/train_loss")
                      .setPageSize(2)
                      .setPageToken(token)
                      .build());
      points.addAll(page.getMetricPointsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    assertEquals(series(0).getPointsList(), points);
  }

  @Test
  void anUnknownSeriesIsNotFound() {
    var name = run.getName() + "/metrics/none";
    var refusal =
        Refusal.of(
            Status.Code.NOT_FOUND,
            "NOT_FOUND",
            () ->
                server
                    .results()
                    .getMetricSeries(GetMetricSeriesRequest.newBuilder().setName(name).build()));
    assertEquals(name, refusal.metadata().get("resource"));
  }

  private static Artifact checkpoint() {
    return server
        .results()
        .listArtifacts(ListArtifactsRequest.newBuilder().setParent(run.getName()).build())
        .getArtifactsList()
        .stream()
        .filter(artifact -> artifact.getPath().endsWith(".safetensors"))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] download(Artifact artifact, long offset) {
    var request =
        DownloadArtifactRequest.newBuilder()
            .setName(artifact.getName())
            .setOffsetBytes(offset)
            .build();
    var parts = server.results().downloadArtifact(request);
    assertEquals(artifact, parts.next().getArtifact());
    var bytes = new ByteArrayOutputStream();
    parts.forEachRemaining(
        part -> {
          assertTrue(part.getChunk().size() > 0 && part.getChunk().size() <= 1 << 20);
          bytes.writeBytes(part.getChunk().toByteArray());
        });
    return bytes.toByteArray();
  }

  @Test
  void aCheckpointArrivesWholeAndFromAnOffset() throws NoSuchAlgorithmException {
    var artifact = checkpoint();
    var whole = download(artifact, 0);
    assertEquals(artifact.getSizeBytes(), whole.length);
    var digest = MessageDigest.getInstance("SHA-256").digest(whole);
    assertEquals(artifact.getSha256(), HexFormat.of().formatHex(digest));
    var tail = download(artifact, 1000);
    assertArrayEquals(java.util.Arrays.copyOfRange(whole, 1000, whole.length), tail);
    assertEquals(0, download(artifact, whole.length).length);
  }

  @Test
  void refusesAnOffsetBeyondTheFileAndAFileOutsideTheRun() {
    var artifact = checkpoint();
    var beyond =
        Refusal.of(
            Status.Code.INVALID_ARGUMENT,
            "INVALID_ARGUMENT",
            () -> download(artifact, artifact.getSizeBytes() + 1));
    assertEquals(List.of("offset_bytes"), beyond.fields());
    for (String path : List.of("../../lab.db", "../../lab.mv.db", "none.txt")) {
      var outside = artifact.toBuilder().setName(run.getName() + "/artifacts/" + path).build();
      Refusal.of(Status.Code.NOT_FOUND, "NOT_FOUND", () -> download(outside, 0));
    }
  }

  private static PredictRequest.Builder predict(List<Long> shape) {
    long count = shape.stream().reduce(1L, Math::multiplyExact);
    return PredictRequest.newBuilder()
        .setName(run.getName() + "/model")
        .setInput(
            Tensor.newBuilder()
                .addAllShape(shape)
                .addAllValues(Collections.nCopies((int) count, 0.5f)));
  }

  @Test
  void predictsTheSameFromBothFormsOfInput() {
    var model =
        server
            .inference()
            .getModel(GetModelRequest.newBuilder().setName(run.getName() + "/model").build());
    assertEquals(List.of(10L), model.getOutputShapeList());
    assertEquals("components/encoder/direct", model.getEncoder());
    assertEquals(2, model.getTimeSteps());
    assertEquals(checkpoint().getSha256(), model.getCheckpointSha256());
    assertEquals(64 * 16 + 16 + 16 * 10 + 10, model.getParameterCount());

    var shape = new ArrayList<>(List.of(3L));
    shape.addAll(model.getInputShapeList());
    var typed = server.inference().predict(predict(shape).build());
    assertEquals(List.of(3L, 10L), typed.getOutput().getShapeList());
    assertEquals(3, typed.getPredictedClassesCount());
    assertEquals(1, typed.getLayerRatesCount());

    var count = predict(shape).getInput().getValuesCount();
    var bytes = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    Collections.nCopies(count, 0.5f).forEach(bytes::putFloat);
    var raw = predict(shape);
    raw.getInputBuilder().clearValues().setRawValues(ByteString.copyFrom(bytes.flip()));
    assertEquals(typed, server.inference().predict(raw.build()));
  }

  @Test
  void aModelTellsThePartsItTakes() {
    var parted =
        server.train(
            request(SPEC)
                .putOverrides("data", "{type: paired, of: {left: digits, right: digits}}")
                .putOverrides("encoder", "{left: direct, right: {type: rate, steps: 1}}")
                .putOverrides(
                    "network",
                    "[{type: flatten, input: data.right}, {type: linear, out: 10},"
                        + " leaky-integrator]")
                .putOverrides("trainer.epochs", "1"));
    var name = parted.getName() + "/model";
    var model = server.inference().getModel(GetModelRequest.newBuilder().setName(name).build());
    assertEquals(List.of(128L), model.getInputShapeList());
    assertEquals(
        List.of(
            part("left", "components/encoder/direct"), part("right", "components/encoder/rate")),
        model.getPartsList());
    assertEquals("", model.getEncoder());
    assertEquals("data.right", model.getLayers(0));
    var answer = server.inference().predict(predict(List.of(2L, 128L)).setName(name).build());
    assertEquals(2, answer.getPredictedClassesCount());
  }

  private static Model.Part part(String name, String encoder) {
    return Model.Part.newBuilder()
        .setName(name)
        .addAllShape(List.of(8L, 8L, 1L))
        .setEncoder(encoder)
        .build();
  }

  @Test
  void refusesInputOfAnotherShapeAndARunWithoutCheckpoint() {
    Refusal.of(
        Status.Code.INVALID_ARGUMENT,
        "SHAPE_MISMATCH",
        () -> server.inference().predict(predict(List.of(1L, 7L)).build()));
    var waiting = server.submit(request(SPEC).putOverrides("trainer.epochs", "100000"));
    var refusal =
        Refusal.of(
            Status.Code.FAILED_PRECONDITION,
            "FAILED_PRECONDITION",
            () ->
                server
                    .inference()
                    .getModel(
                        GetModelRequest.newBuilder()
                            .setName(waiting.getName() + "/model")
                            .build()));
    assertTrue(
        refusal.metadata().getOrDefault("resource", "").contains(waiting.getName()),
        refusal::toString);
    server
        .runs()
        .cancelRun(
            org.hillock.proto.v1.CancelRunRequest.newBuilder().setName(waiting.getName()).build());
  }
}
