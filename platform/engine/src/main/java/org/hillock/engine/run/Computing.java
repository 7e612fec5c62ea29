package org.hillock.engine.run;

import java.util.Optional;

/**
 * What computes a run.
 *
 * @param backend the id of the backend asked for, else of the default
 * @param device what computes, as it describes itself
 * @param substitution why another backend computes than that one; empty if that one does
 * @param threads how many it may use
 */
public record Computing(
    String backend, String device, Optional<String> substitution, int threads) {}
