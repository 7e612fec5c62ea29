/**
 * The services of {@code hillock.v1} as grpc-java services on the lab. Methods may block and throw:
 * they run on threads for that, and an interceptor turns what they throw into an answer. Streams to
 * a client are written by a thread of their own at the client's pace.
 */
@NullMarked
package org.hillock.server.service;

import org.jspecify.annotations.NullMarked;
