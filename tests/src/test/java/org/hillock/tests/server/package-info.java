/** The server over a real socket, on a real lab with the shipped plugins. */
@NullMarked
package org.hillock.tests.server;

import org.jspecify.annotations.NullMarked;
