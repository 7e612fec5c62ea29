/**
 * The report of a run: one HTML file that needs nothing but a browser.
 *
 * <p><b>Threading.</b> Everything here is immutable or stateless.
 */
@NullMarked
package org.hillock.lab.report;

import org.jspecify.annotations.NullMarked;
