/**
 * What becomes of a trained network: sections of its run's report, and exports to other tools.
 *
 * <p><b>Threading.</b> Components are immutable; what they begin belongs to one thread.
 *
 * <p><b>Errors.</b> A section that throws stands in the report with its message; an exporter that
 * throws fails the run, whose checkpoint stays.
 *
 * <p><b>Stability.</b> {@code ReportSection} and {@code Exporter} are implemented by plugins and
 * change only with a new major version; {@code TrainedNetwork} is implemented by the engine and may
 * gain methods in a minor one.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.1.0")
@NullMarked
package org.hillock.api.result;

import org.jspecify.annotations.NullMarked;
