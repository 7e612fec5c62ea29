package org.hillock.testkit;

import org.hillock.api.data.DataSet;

/** Conformance of data sets: splits, labels, reads, checksums, missing data. */
public abstract class DataSetConformance extends ComponentConformance<DataSet> {

  /** Checks what {@link #components()} names. */
  protected DataSetConformance() {
    super(DataSetChecks.SUITE);
  }
}
