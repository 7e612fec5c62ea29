package org.hillock.server.service;

/**
 * What the services refuse.
 *
 * @param uploadBytes the greatest plugin taken
 */
public record Limits(long uploadBytes) {}
