package org.hillock.testkit;

import org.hillock.api.train.Schedule;

/** Conformance of schedules: factors at every step. */
public abstract class ScheduleConformance extends ComponentConformance<Schedule> {

  /** Checks what {@link #components()} names. */
  protected ScheduleConformance() {
    super(ScheduleChecks.SUITE);
  }
}
