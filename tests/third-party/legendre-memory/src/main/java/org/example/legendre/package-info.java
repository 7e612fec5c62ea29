/** A memory of Voelker, Kajić and Eliasmith (2019). */
@NullMarked
package org.example.legendre;

import org.jspecify.annotations.NullMarked;
