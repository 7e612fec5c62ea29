package org.hillock.lab.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.hillock.api.metric.Metric;
import org.hillock.engine.run.Prediction;
import org.hillock.engine.run.SpikeSample;

/** What a worker tells. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @Type(value = WorkerMessage.Ready.class, name = "ready"),
  @Type(value = WorkerMessage.Progress.class, name = "progress"),
  @Type(value = WorkerMessage.Point.class, name = "point"),
  @Type(value = WorkerMessage.Log.class, name = "log"),
  @Type(value = WorkerMessage.Spikes.class, name = "spikes"),
  @Type(value = WorkerMessage.Loaded.class, name = "loaded"),
  @Type(value = WorkerMessage.Predicted.class, name = "predicted"),
  @Type(value = WorkerMessage.Finished.class, name = "finished"),
  @Type(value = WorkerMessage.Cancelled.class, name = "cancelled"),
  @Type(value = WorkerMessage.Failed.class, name = "failed")
})
public sealed interface WorkerMessage {

  /** The training begins. */
  record Ready() implements WorkerMessage {}

  /** How far it is. */
  record Progress(org.hillock.engine.run.Progress progress) implements WorkerMessage {}

  /** A measurement; {@code epoch} from 0. */
  record Point(String series, long step, int epoch, double value) implements WorkerMessage {}

  /** A line of the run's log. */
  record Log(String text) implements WorkerMessage {}

  /** Spikes of one layer for one sample. */
  record Spikes(SpikeSample sample) implements WorkerMessage {}

  /** A model is ready to predict. */
  record Loaded(List<Long> inputShape, int classes) implements WorkerMessage {}

  /** The answer to a prediction. */
  record Predicted(Prediction prediction) implements WorkerMessage {}

  /** How a run ends; the last message. */
  sealed interface Ending extends WorkerMessage {}

  /** With a result, which lies in the run's folder. */
  record Finished(List<Metric.Figure> figures) implements Ending {}

  /** On request. */
  record Cancelled() implements Ending {}

  /**
   * By an error; from a model also the answer to a prediction.
   *
   * @param reason the name of an {@link org.hillock.api.ErrorCode}, or {@code WORKER_DIED}
   */
  record Failed(String reason, String message) implements Ending {}
}
