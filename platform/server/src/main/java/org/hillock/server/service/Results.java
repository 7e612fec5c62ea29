package org.hillock.server.service;

import com.google.inject.Inject;
import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import org.hillock.lab.Lab;
import org.hillock.lab.record.PageRequest;
import org.hillock.proto.v1.DownloadArtifactRequest;
import org.hillock.proto.v1.DownloadArtifactResponse;
import org.hillock.proto.v1.GetMetricSeriesRequest;
import org.hillock.proto.v1.ListArtifactsRequest;
import org.hillock.proto.v1.ListArtifactsResponse;
import org.hillock.proto.v1.ListMetricPointsRequest;
import org.hillock.proto.v1.ListMetricPointsResponse;
import org.hillock.proto.v1.ListMetricSeriesRequest;
import org.hillock.proto.v1.ListMetricSeriesResponse;
import org.hillock.proto.v1.MetricSeries;
import org.hillock.proto.v1.ResultServiceGrpc;
import org.hillock.proto.v1.WatchRunRequest;
import org.hillock.proto.v1.WatchRunResponse;
import org.hillock.server.call.FieldException;
import org.hillock.server.message.EventMessages;
import org.hillock.server.message.Pages;
import org.hillock.server.message.ResourceNames;
import org.hillock.server.message.ResultMessages;
import org.hillock.server.message.Times;

/** What runs yield, live and afterwards. */
final class Results extends ResultServiceGrpc.ResultServiceImplBase {

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final Duration SHORTEST_HEARTBEAT = Duration.ofSeconds(1);
  private static final PageRequest POINTS = new PageRequest(1000, "", "");
  private static final int MOST_POINTS = 10_000;
  private static final int CHUNK = 256 << 10;

  private final org.hillock.lab.Results results;
  private final OpenStreams streams;

  @Inject
  Results(Lab lab, OpenStreams streams) {
    results = lab.results();
    this.streams = streams;
  }

  @Override
  public void listMetricSeries(
      ListMetricSeriesRequest request, StreamObserver<ListMetricSeriesResponse> observer) {
    String run = ResourceNames.run("parent", request.getParent());
    var page = Pages.cut(results.series(run), request.getPageSize(), request.getPageToken());
    var answer = ListMetricSeriesResponse.newBuilder().setNextPageToken(page.nextToken());
    page.items().forEach(series -> answer.addMetricSeries(ResultMessages.of(run, series)));
    Unary.answer(observer, answer.build());
  }

  @Override
  public void getMetricSeries(
      GetMetricSeriesRequest request, StreamObserver<MetricSeries> observer) {
    var name = ResourceNames.metric("name", request.getName());
    if (request.getMaxPoints() < 0) {
      throw new FieldException("max_points", "must not be negative, is " + request.getMaxPoints());
    }
    int most = new PageRequest(request.getMaxPoints(), "", "").limit(POINTS.size(), MOST_POINTS);
    var series = results.series(name.parent(), name.child(), most);
    Unary.answer(observer, ResultMessages.of(name.parent(), series));
  }

  @Override
  public void listMetricPoints(
      ListMetricPointsRequest request, StreamObserver<ListMetricPointsResponse> observer) {
    var name = ResourceNames.metric("parent", request.getParent());
    var page =
        results.points(
            name.parent(),
            name.child(),
            Pages.request(request.getPageSize(), request.getPageToken(), ""));
    var answer = ListMetricPointsResponse.newBuilder().setNextPageToken(page.nextToken());
    page.items().forEach(point -> answer.addMetricPoints(ResultMessages.of(point)));
    Unary.answer(observer, answer.build());
  }

  @Override
  public void watchRun(WatchRunRequest request, StreamObserver<WatchRunResponse> observer) {
    String run = ResourceNames.run("name", request.getName());
    if (request.getStartSequence() < 0) {
      throw new FieldException(
          "start_sequence", "must not be negative, is " + request.getStartSequence());
    }
    var heartbeat =
        request.hasHeartbeatInterval() ? Times.of(request.getHeartbeatInterval()) : HEARTBEAT;
    if (heartbeat.compareTo(SHORTEST_HEARTBEAT) < 0) {
      throw new FieldException("heartbeat_interval", "must be at least 1 s");
    }
    var kinds = EventMessages.kinds(request.getEventKindsList());
    var subscription = results.watch(run, request.getStartSequence(), kinds);
    streams.write(observer, subscription::close, new Watch(subscription, heartbeat));
  }

  @Override
  public void listArtifacts(
      ListArtifactsRequest request, StreamObserver<ListArtifactsResponse> observer) {
    String run = ResourceNames.run("parent", request.getParent());
    var page = Pages.cut(results.artefacts(run), request.getPageSize(), request.getPageToken());
    var answer = ListArtifactsResponse.newBuilder().setNextPageToken(page.nextToken());
    page.items().forEach(file -> answer.addArtifacts(ResultMessages.of(run, file)));
    Unary.answer(observer, answer.build());
  }

  @Override
  public void downloadArtifact(
      DownloadArtifactRequest request, StreamObserver<DownloadArtifactResponse> observer) {
    var name = ResourceNames.artefact("name", request.getName());
    var file = results.artefact(name.parent(), name.child());
    long offset = request.getOffsetBytes();
    if (offset < 0 || offset > file.bytes()) {
      throw new FieldException(
          "offset_bytes", "must be from 0 to the file's %d, is %d".formatted(file.bytes(), offset));
    }
    var description =
        DownloadArtifactResponse.newBuilder()
            .setArtifact(ResultMessages.of(name.parent(), file))
            .build();
    streams.write(
        observer,
        () -> {},
        out -> {
          out.send(description);
          try (var bytes = results.open(name.parent(), name.child(), offset)) {
            for (byte[] part = bytes.readNBytes(CHUNK);
                part.length > 0 && !out.isEnded();
                part = bytes.readNBytes(CHUNK)) {
              var chunk = DownloadArtifactResponse.newBuilder().setChunk(ByteString.copyFrom(part));
              out.send(chunk.build());
            }
          }
        });
  }
}
