/**
 * Data sets: samples and their targets, in splits; augmentations of training samples.
 *
 * <p><b>Threading.</b> Data sets and augmentations are immutable components. Opened samples may be
 * read by several threads at once.
 *
 * <p><b>Missing data</b> is an error that says which command installs it; a data set never makes
 * data up.
 *
 * <p><b>Stability.</b> Implemented by plugins: changes only with a new major version.
 */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("0.2.0")
@NullMarked
package org.hillock.api.data;

import org.jspecify.annotations.NullMarked;
