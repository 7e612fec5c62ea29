/**
 * The server: one port that answers gRPC, gRPC-Web and JSON on a {@link org.hillock.lab.Lab}.
 *
 * <p>{@link org.hillock.server.HillockServer} starts and stops it. Calls come in through {@code
 * wire} (the only package that knows the HTTP library), pass the interceptors of {@code call}
 * (errors, token) and reach the grpc-java services of {@code service}, which translate with {@code
 * message}. All of it may be used by several threads.
 */
@NullMarked
package org.hillock.server;

import org.jspecify.annotations.NullMarked;
