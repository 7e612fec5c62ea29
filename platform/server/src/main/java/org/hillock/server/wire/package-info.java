/**
 * The port: what knows HTTP and Armeria. Services and interceptors are handed in as plain grpc-java
 * objects, so that the library can be changed here alone.
 */
@NullMarked
package org.hillock.server.wire;

import org.jspecify.annotations.NullMarked;
