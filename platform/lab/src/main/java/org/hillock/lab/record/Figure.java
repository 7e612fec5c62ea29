package org.hillock.lab.record;

/**
 * A final figure of a run.
 *
 * @param name for example {@code test_accuracy}; figures of one layer append its name after a slash
 * @param unit for example {@code J}; empty for a pure number
 * @param assumption under what assumption it holds; empty if under none
 */
public record Figure(String name, double value, String unit, String assumption) {}
