/**
 * The lab: experiments, runs, their queue and store, their files, the worker processes.
 *
 * <p>{@link org.hillock.lab.Lab} is the way in. Everything it hands out is safe for use by several
 * threads. Errors are {@link org.hillock.api.HillockException}s, those of the lab itself {@link
 * org.hillock.lab.record.LabException}s.
 */
@NullMarked
package org.hillock.lab;

import org.jspecify.annotations.NullMarked;
