/** Writing plugins: the project they begin with, its build, what a reload changed. */
@NullMarked
package org.hillock.cli.author;

import org.jspecify.annotations.NullMarked;
