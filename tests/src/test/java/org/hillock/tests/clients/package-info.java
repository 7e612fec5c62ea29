/** Clients in other languages against the server as it is shipped. */
@NullMarked
package org.hillock.tests.clients;

import org.jspecify.annotations.NullMarked;
