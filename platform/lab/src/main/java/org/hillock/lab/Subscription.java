package org.hillock.lab;

import java.time.Duration;
import java.util.List;
import org.hillock.lab.record.RunEvent;

/** A reader of a run's events. For one thread at a time; {@link #close} may come from any. */
public interface Subscription extends AutoCloseable {

  /**
   * The next events in the order of their sequence, at most some hundred.
   *
   * @return empty if nothing happened in that time, or at the end
   */
  List<RunEvent> next(Duration timeout) throws InterruptedException;

  /** Whether everything was returned: the run is final, or the subscription was closed. */
  boolean isEnded();

  @Override
  void close();
}
