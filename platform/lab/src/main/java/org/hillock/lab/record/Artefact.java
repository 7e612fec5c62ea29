package org.hillock.lab.record;

import java.time.Instant;

/**
 * A file of a run.
 *
 * @param path where it lies in the run's folder, with '/' between names
 * @param bytes its length
 * @param sha256 64 lower-case hexadecimal digits
 */
public record Artefact(String path, long bytes, String sha256, String mediaType, Instant written) {}
