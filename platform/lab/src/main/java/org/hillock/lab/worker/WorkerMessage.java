package org.hillock.lab.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.hillock.api.ErrorCode;
import org.hillock.api.metric.Metric;
import org.hillock.engine.component.Problem;
import org.hillock.engine.run.Prediction;
import org.hillock.engine.run.SpikeSample;
import org.hillock.lab.record.Manifest;
import org.hillock.lab.record.PluginDescriptor;
import org.hillock.pluginhost.PluginState;

/** What a worker, a model or an inspector tells. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @Type(value = WorkerMessage.Ready.class, name = "ready"),
  @Type(value = WorkerMessage.Computing.class, name = "computing"),
  @Type(value = WorkerMessage.Progress.class, name = "progress"),
  @Type(value = WorkerMessage.Point.class, name = "point"),
  @Type(value = WorkerMessage.Log.class, name = "log"),
  @Type(value = WorkerMessage.Spikes.class, name = "spikes"),
  @Type(value = WorkerMessage.Loaded.class, name = "loaded"),
  @Type(value = WorkerMessage.Predicted.class, name = "predicted"),
  @Type(value = WorkerMessage.Finished.class, name = "finished"),
  @Type(value = WorkerMessage.Cancelled.class, name = "cancelled"),
  @Type(value = WorkerMessage.Failed.class, name = "failed"),
  @Type(value = WorkerMessage.Moved.class, name = "moved"),
  @Type(value = WorkerMessage.OpeningData.class, name = "opening-data"),
  @Type(value = WorkerMessage.Installed.class, name = "installed"),
  @Type(value = WorkerMessage.Uninstalled.class, name = "uninstalled"),
  @Type(value = WorkerMessage.Checked.class, name = "checked"),
  @Type(value = WorkerMessage.Launched.class, name = "launched"),
  @Type(value = WorkerMessage.Refused.class, name = "refused")
})
public sealed interface WorkerMessage {

  /** The training begins. */
  record Ready() implements WorkerMessage {}

  /** What computes; comes once, after {@link Ready}. */
  record Computing(Manifest.Execution execution) implements WorkerMessage {}

  /** How far it is. */
  record Progress(org.hillock.engine.run.Progress progress) implements WorkerMessage {}

  /** A measurement; {@code epoch} from 0. */
  record Point(String series, long step, int epoch, double value) implements WorkerMessage {}

  /** A line of the run's log. */
  record Log(String text) implements WorkerMessage {}

  /** Spikes of one layer for one sample. */
  record Spikes(SpikeSample sample) implements WorkerMessage {}

  /**
   * A model is ready to predict.
   *
   * @param parts of a sample; empty if it is one whole
   */
  record Loaded(List<Long> inputShape, List<Part> parts, int classes) implements WorkerMessage {

    /** A part of each sample. */
    public record Part(String name, List<Long> shape) {}
  }

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

  /**
   * A plugin has reached a state; from an inspector, at any time.
   *
   * @param problems what is known about a leak, or went wrong while it was closed
   */
  record Moved(String sha256, PluginState state, List<String> problems) implements WorkerMessage {}

  /**
   * A data set is being opened, which may take much longer than all else; from an inspector.
   *
   * @param ended whether it has been
   */
  record OpeningData(boolean ended) implements WorkerMessage {}

  /** An inspector's answer. */
  sealed interface Answer extends WorkerMessage {}

  /** The plugin is in service. */
  record Installed(PluginDescriptor plugin) implements Answer {}

  /** The plugin is out of service. */
  record Uninstalled() implements Answer {}

  /**
   * The specification can be run.
   *
   * @param seed what every random number would derive from
   * @param dataSha256 checksum of the data and their split
   * @param splitDescription how the data are split
   * @param plugins those it was checked against
   */
  record Checked(long seed, String dataSha256, String splitDescription, List<Manifest.Pin> plugins)
      implements Answer {}

  /** What stands before a worker's command. */
  record Launched(List<String> words) implements Answer {}

  /**
   * What was asked cannot be done.
   *
   * @param problems what is wrong with the specification; empty if {@code message} says it all
   */
  record Refused(ErrorCode code, String message, List<Problem> problems) implements Answer {}
}
