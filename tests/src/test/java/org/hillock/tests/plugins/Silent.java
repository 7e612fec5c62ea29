package org.hillock.tests.plugins;

import org.hillock.engine.run.Progress;
import org.hillock.engine.run.RunListener;
import org.hillock.engine.run.SpikeSample;

/** Hears a run and says nothing. */
public final class Silent implements RunListener {

  @Override
  public void progress(Progress progress) {}

  @Override
  public void point(String series, long step, int epoch, double value) {}

  @Override
  public void log(String line) {}

  @Override
  public void spikes(SpikeSample sample) {}
}
