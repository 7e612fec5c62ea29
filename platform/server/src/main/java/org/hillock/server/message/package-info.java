/**
 * Translation between the messages of {@code hillock.v1} and the lab's records: stateless functions
 * that name the field when a message is wrong.
 */
@NullMarked
package org.hillock.server.message;

import org.jspecify.annotations.NullMarked;
