package org.hillock.lab.record;

import java.time.Instant;

/**
 * One measurement.
 *
 * @param step optimiser steps done
 * @param epoch the epoch, from 1; 0 before training
 * @param value may be NaN or infinite
 */
public record MetricPoint(long step, int epoch, double value, Instant time) {}
