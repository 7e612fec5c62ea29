/** The lab with its shipped plugins and real worker processes. */
@NullMarked
package org.hillock.tests.lab;

import org.jspecify.annotations.NullMarked;
