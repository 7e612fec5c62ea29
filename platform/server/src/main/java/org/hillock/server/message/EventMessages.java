package org.hillock.server.message;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hillock.engine.run.SpikeSample;
import org.hillock.proto.v1.MetricSample;
import org.hillock.proto.v1.RunEvent;
import org.hillock.proto.v1.WatchRunRequest.EventKind;
import org.hillock.server.call.FieldException;

/** Events of runs. */
public final class EventMessages {

  private EventMessages() {}

  /** Which events a request asks for; none named means all. */
  public static Set<org.hillock.lab.record.RunEvent.Kind> kinds(List<EventKind> wanted) {
    var kinds = EnumSet.noneOf(org.hillock.lab.record.RunEvent.Kind.class);
    wanted.forEach(kind -> kinds.add(kind(kind)));
    return kinds.isEmpty() ? EnumSet.allOf(org.hillock.lab.record.RunEvent.Kind.class) : kinds;
  }

  private static org.hillock.lab.record.RunEvent.Kind kind(EventKind kind) {
    return switch (kind) {
      case PROGRESS -> org.hillock.lab.record.RunEvent.Kind.PROGRESS;
      case METRICS -> org.hillock.lab.record.RunEvent.Kind.POINT;
      case LOG_LINE -> org.hillock.lab.record.RunEvent.Kind.LOG;
      case SPIKE_SAMPLE -> org.hillock.lab.record.RunEvent.Kind.SPIKES;
      case EVENT_KIND_UNSPECIFIED, UNRECOGNIZED ->
          throw new FieldException("event_kinds", "holds a kind unknown here; known: " + known());
    };
  }

  private static List<String> known() {
    return Arrays.stream(EventKind.values())
        .filter(k -> k != EventKind.UNRECOGNIZED && k != EventKind.EVENT_KIND_UNSPECIFIED)
        .map(EventKind::name)
        .toList();
  }

  /** An event. */
  public static RunEvent of(org.hillock.lab.record.RunEvent event) {
    var message =
        RunEvent.newBuilder().setSequence(event.sequence()).setTime(Times.of(event.time()));
    switch (event) {
      case org.hillock.lab.record.RunEvent.StateChange change -> {
        var state = message.getStateChangeBuilder().setState(RunMessages.of(change.state()));
        change.error().map(RunMessages::of).ifPresent(state::setError);
      }
      case org.hillock.lab.record.RunEvent.Progressed progressed ->
          message.setProgress(RunMessages.of(progressed.progress()));
      case org.hillock.lab.record.RunEvent.Point point ->
          message
              .getMetricsBuilder()
              .addSamples(
                  MetricSample.newBuilder()
                      .setKey(point.series())
                      .setPoint(ResultMessages.of(point.point())));
      case org.hillock.lab.record.RunEvent.LogLine line ->
          message.getLogLineBuilder().setText(line.text());
      case org.hillock.lab.record.RunEvent.Spikes spikes ->
          message.setSpikeSample(of(spikes.sample()));
      case org.hillock.lab.record.RunEvent.Gap gap ->
          message.getGapBuilder().setDroppedCount(gap.dropped());
    }
    return message.build();
  }

  /** Nothing happened since the event of this sequence. */
  public static RunEvent heartbeat(long sequence) {
    return RunEvent.newBuilder()
        .setSequence(sequence)
        .setTime(Times.of(Instant.now()))
        .setHeartbeat(RunEvent.Heartbeat.getDefaultInstance())
        .build();
  }

  private static RunEvent.SpikeSample of(SpikeSample sample) {
    var message =
        RunEvent.SpikeSample.newBuilder()
            .setLayer(sample.layer())
            .setNeuronCount(sample.neurons())
            .setTimeStepCount(sample.steps());
    Arrays.stream(sample.time()).forEach(message::addTimeSteps);
    Arrays.stream(sample.neuron()).forEach(message::addNeurons);
    return message.build();
  }
}
