/**
 * Calls to a Hillock server. Failures are {@code io.grpc.StatusRuntimeException}s, which {@link
 * org.hillock.cli.client.CallException} turns into something to read. Objects here are for one
 * thread at a time.
 */
@NullMarked
package org.hillock.cli.client;

import org.jspecify.annotations.NullMarked;
