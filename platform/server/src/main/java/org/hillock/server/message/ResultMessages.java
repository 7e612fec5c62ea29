package org.hillock.server.message;

import org.hillock.lab.record.Artefact;
import org.hillock.proto.v1.Artifact;
import org.hillock.proto.v1.MetricPoint;
import org.hillock.proto.v1.MetricSeries;

/** Metric series and files. */
public final class ResultMessages {

  private ResultMessages() {}

  /** A series of a run. */
  public static MetricSeries of(String run, org.hillock.lab.record.MetricSeries series) {
    var message =
        MetricSeries.newBuilder()
            .setName("runs/" + run + "/metrics/" + series.key())
            .setKey(series.key())
            .setPointCount(series.count())
            .setLastPoint(of(series.last()));
    series.points().forEach(point -> message.addPoints(of(point)));
    return message.build();
  }

  /** A measurement. */
  public static MetricPoint of(org.hillock.lab.record.MetricPoint point) {
    return MetricPoint.newBuilder()
        .setStep(point.step())
        .setEpoch(point.epoch())
        .setValue(point.value())
        .setTime(Times.of(point.time()))
        .build();
  }

  /** A file of a run. */
  public static Artifact of(String run, Artefact file) {
    return Artifact.newBuilder()
        .setName("runs/" + run + "/artifacts/" + file.path())
        .setPath(file.path())
        .setSizeBytes(file.bytes())
        .setSha256(file.sha256())
        .setMediaType(file.mediaType())
        .setCreateTime(Times.of(file.written()))
        .build();
  }
}
