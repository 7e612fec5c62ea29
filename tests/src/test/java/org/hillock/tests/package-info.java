/** What holds across modules: architecture, built bundles, the SPI's signatures, whole runs. */
@NullMarked
package org.hillock.tests;

import org.jspecify.annotations.NullMarked;
