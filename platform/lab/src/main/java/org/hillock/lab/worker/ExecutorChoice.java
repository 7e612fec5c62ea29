package org.hillock.lab.worker;

import org.hillock.api.execute.RunExecutor;

/**
 * How a lab wants its workers started.
 *
 * @param executor a component as a spec names one, YAML: {@code nice}, {@code {type: slurm, …}}
 * @param launch what each worker will need
 */
public record ExecutorChoice(String executor, RunExecutor.Launch launch) {}
