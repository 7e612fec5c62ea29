package org.hillock.lab.store;

/**
 * How a sender asked for something, to answer a repeated request with what the first one made.
 *
 * @param id chosen by the sender; empty if none
 * @param hash SHA-256 of all else that was asked
 */
public record Request(String id, String hash) {}
