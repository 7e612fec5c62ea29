package org.hillock.tests.server;

import static org.hillock.tests.server.RunningServer.SPEC;
import static org.hillock.tests.server.RunningServer.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Int64Value;
import io.grpc.Status;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hillock.proto.v1.CancelRunRequest;
import org.hillock.proto.v1.CreateExperimentRequest;
import org.hillock.proto.v1.CreateRunRequest;
import org.hillock.proto.v1.DeleteExperimentRequest;
import org.hillock.proto.v1.DeleteRunRequest;
import org.hillock.proto.v1.Figure;
import org.hillock.proto.v1.GetExperimentRequest;
import org.hillock.proto.v1.ListExperimentsRequest;
import org.hillock.proto.v1.ListRunsRequest;
import org.hillock.proto.v1.Run;
import org.hillock.proto.v1.Spec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunIT {

  private static RunningServer server;

  @BeforeAll
  static void start(@TempDir Path home) {
    server = RunningServer.start(home);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static ListRunsRequest.Builder tagged(String value) {
    return ListRunsRequest.newBuilder().setFilter("tags.test=" + value);
  }

  @Test
  void aRunTellsFiguresManifestAndTheSpecificationAsRun() {
    var run =
        server.train(
            request(SPEC)
                .putOverrides("trainer.epochs", "1")
                .putOverrides("network[2].tau", "3")
                .setSeed(Int64Value.of(7)));
    assertEquals("small", run.getDisplayName());
    assertEquals(7, run.getSeed());
    var accuracy =
        run.getFiguresList().stream()
            .filter(figure -> figure.getName().equals("test_accuracy"))
            .mapToDouble(Figure::getValue)
            .findFirst()
            .orElseThrow();
    assertTrue(accuracy > 0.2 && accuracy <= 1, "accuracy " + accuracy);
    var neuron =
        run.getSpec().getFieldsOrThrow("network").getListValue().getValues(2).getStructValue();
    assertEquals(3, neuron.getFieldsOrThrow("tau").getNumberValue());
    var plugins = run.getManifest().getFieldsOrThrow("plugins").getListValue().getValuesList();
    assertTrue(plugins.toString().contains("neurons"), plugins::toString);
    assertTrue(run.hasStartTime() && run.hasEndTime());
    assertEquals(run.getProgress().getSteps(), run.getProgress().getStep());
  }

  @Test
  void listsByTagNewestFirstPageByPage() {
    var names = new HashSet<String>();
    for (int i = 0; i < 3; i++) {
      names.add(server.submit(request(SPEC).putTags("test", "paging")).getName());
    }
    server.submit(request(SPEC).putTags("test", "other"));
    var seen = new HashSet<String>();
    String token = "";
    int pages = 0;
    do {
      var page =
          server.runs().listRuns(tagged("paging").setPageSize(1).setPageToken(token).build());
      page.getRunsList().forEach(run -> assertFalse(run.hasManifest()));
      page.getRunsList().forEach(run -> assertTrue(seen.add(run.getName())));
      token = page.getNextPageToken();
      pages++;
    } while (!token.isEmpty());
    assertEquals(names, seen);
    assertTrue(pages <= 4, "pages " + pages);
  }

  @Test
  void aRepeatedRequestReturnsTheRunItMade() {
    var request = request(SPEC).setRequestId(UUID.randomUUID().toString());
    var first = server.submit(request);
    assertEquals(first.getName(), server.submit(request).getName());
    Refusal.of(
        Status.Code.ALREADY_EXISTS,
        "ALREADY_EXISTS",
        () -> server.submit(request.setSeed(Int64Value.of(99))));
  }

  @Test
  void aCheckedRunIsNotKept() {
    var run = server.submit(request(SPEC).putTags("test", "check").setValidateOnly(true));
    assertEquals("", run.getName());
    assertTrue(run.hasSpec());
    assertEquals(0, server.runs().listRuns(tagged("check").build()).getRunsCount());
  }

  @Test
  void cancelsARunAndDeletesItOnlyThen() {
    var run = server.submit(request(SPEC).putOverrides("trainer.epochs", "100000"));
    var delete = DeleteRunRequest.newBuilder().setName(run.getName()).build();
    var early =
        Refusal.of(
            Status.Code.FAILED_PRECONDITION,
            "FAILED_PRECONDITION",
            () -> server.runs().deleteRun(delete));
    assertEquals(run.getName(), early.metadata().get("resource"));
    server.runs().cancelRun(CancelRunRequest.newBuilder().setName(run.getName()).build());
    assertEquals(Run.State.CANCELLED, server.finish(run).getState());
    server.runs().deleteRun(delete);
    var gone = Refusal.of(Status.Code.NOT_FOUND, "NOT_FOUND", () -> server.get(run));
    assertEquals(run.getName(), gone.metadata().get("resource"));
  }

  @Test
  void everyProblemOfASpecificationIsToldWithItsPlace() {
    var spec =
        SPEC.replace("type: lif, tau: 2", "type: liff, tau: 2")
            .replace("epochs: 2", "epochs: -1")
            .replace("out: 16", "out: many");
    var refusal =
        Refusal.of(
            Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT", () -> server.submit(request(spec)));
    assertEquals(
        Set.of("spec.network[1].out", "spec.network[2]", "spec.trainer.epochs"),
        Set.copyOf(refusal.fields()),
        refusal::message);
    assertTrue(refusal.message().contains("lif"), refusal::message);
  }

  @Test
  void shapesThatDoNotFitAreRefusedAtOnce() {
    var refusal =
        Refusal.of(
            Status.Code.INVALID_ARGUMENT,
            "SHAPE_MISMATCH",
            () -> server.submit(request(SPEC.replace("out: 10", "out: 7"))));
    assertFalse(refusal.fields().isEmpty());
    assertTrue(refusal.message().contains("10"), refusal::message);
  }

  @Test
  void aMissingDataSetNamesTheCommandThatInstallsIt() {
    var refusal =
        Refusal.of(
            Status.Code.FAILED_PRECONDITION,
            "DATA_UNAVAILABLE",
            () -> server.submit(request(SPEC.replace("digits", "fashion-mnist"))));
    assertTrue(refusal.message().contains("hillock data install fashion-mnist"), refusal::message);
  }

  @Test
  void anExperimentIsCheckedKeptRunAndDeleted() {
    var create =
        CreateExperimentRequest.newBuilder()
            .setSpec(Spec.newBuilder().setText(SPEC))
            .setExperimentId("kept")
            .putTags("test", "experiment")
            .build();
    var kept = server.experiments().createExperiment(create);
    assertEquals("experiments/kept", kept.getName());
    assertEquals("small", kept.getSpec().getFieldsOrThrow("name").getStringValue());
    var taken =
        Refusal.of(
            Status.Code.ALREADY_EXISTS,
            "ALREADY_EXISTS",
            () -> server.experiments().createExperiment(create));
    assertEquals("experiments/kept", taken.metadata().get("resource"));

    var run = server.train(CreateRunRequest.newBuilder().setExperiment("experiments/kept"));
    assertEquals("experiments/kept", run.getExperiment());
    var of = ListRunsRequest.newBuilder().setFilter("experiment=experiments/kept").build();
    assertEquals(List.of(run.getName()), names(of));
    var list = ListExperimentsRequest.newBuilder().setFilter("tags.test=experiment").build();
    assertEquals(1, server.experiments().listExperiments(list).getExperimentsCount());

    var delete = DeleteExperimentRequest.newBuilder().setName(kept.getName());
    Refusal.of(
        Status.Code.FAILED_PRECONDITION,
        "FAILED_PRECONDITION",
        () -> server.experiments().deleteExperiment(delete.build()));
    server.experiments().deleteExperiment(delete.setForce(true).build());
    Refusal.of(
        Status.Code.NOT_FOUND,
        "NOT_FOUND",
        () ->
            server
                .experiments()
                .getExperiment(GetExperimentRequest.newBuilder().setName(kept.getName()).build()));
    assertEquals(List.of(), names(of));
  }

  private static List<String> names(ListRunsRequest request) {
    return server.runs().listRuns(request).getRunsList().stream().map(Run::getName).toList();
  }
}
