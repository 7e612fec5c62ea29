/**
 * What happens to every call whatever its method: the token is checked, and every failure becomes a
 * canonical code with one ErrorInfo. Nothing here knows the lab's services.
 */
@NullMarked
package org.hillock.server.call;

import org.jspecify.annotations.NullMarked;
