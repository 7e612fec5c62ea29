/** A chip with 4-bit weights that does not exist. */
@NullMarked
package org.example.toychip;

import org.jspecify.annotations.NullMarked;
