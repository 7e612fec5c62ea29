package org.hillock.lab.store;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What an earlier request made.
 *
 * @param hash of that request
 */
public record Made(String id, String hash) {

  static Optional<Made> find(Handle handle, String table, String requestId) {
    return handle
        .createQuery("select id, request_hash from " + table + " where request_id = :request")
        .bind("request", requestId)
        .map((row, _) -> new Made(row.getString("id"), row.getString("request_hash")))
        .findOne();
  }
}
