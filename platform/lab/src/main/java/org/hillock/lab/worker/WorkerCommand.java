package org.hillock.lab.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a worker is asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @Type(value = WorkerCommand.Cancel.class, name = "cancel"),
  @Type(value = WorkerCommand.Predict.class, name = "predict")
})
public sealed interface WorkerCommand {

  /** To stop at the next step. */
  record Cancel() implements WorkerCommand {}

  /**
   * To predict.
   *
   * @param values {@code [batch][sample…]}, row by row
   */
  record Predict(float[] values, int batch, long seed) implements WorkerCommand {}
}
