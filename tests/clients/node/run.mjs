#!/usr/bin/env node
// Submits an experiment to a Hillock server, watches its run and prints its accuracy.
//
//     node run.mjs --server localhost:PORT --spec digits.yaml --set trainer.epochs=3
//
// Exit code: 0 the run succeeded, 1 it failed or was cancelled, 2 a request was refused.
// Needs `npm ci` in this folder once.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Lab } from './lab.mjs';

function show({ event, progress, stateChange, logLine }) {
  if (event === 'progress') {
    const { epoch, epochs, step, steps, loss } = progress;
    const tail = loss ? ` loss ${loss.value.toFixed(4)}` : '';
    console.log(`epoch ${epoch}/${epochs} step ${step}/${steps}${tail}`);
  } else if (event === 'stateChange') {
    console.log(stateChange.state.toLowerCase());
  } else if (event === 'logLine') {
    console.error(logLine.text);
  }
}

async function follow(lab, spec, overrides, metric) {
  let run = await lab.submit(spec, overrides);
  console.log(run.name);
  for await (const event of lab.watch(run)) show(event);

  run = await lab.result(run);
  if (run.state !== 'SUCCEEDED') {
    console.error(`${run.name} ${run.state.toLowerCase()}: ${run.error?.message ?? ''}`);
    return 1;
  }
  const series = await lab.series(run, metric);
  for (const { epoch, value } of series.points) {
    console.log(`${series.key} after epoch ${epoch}: ${value.toFixed(4)}`);
  }
  for (const { name, value } of run.figures) {
    if (name === 'test_accuracy') console.log(`${name} ${value.toFixed(4)}`);
  }
  return 0;
}

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    spec: { type: 'string' },
    set: { type: 'string', multiple: true, default: [] },
    metric: { type: 'string', default: 'train_accuracy' },
  },
});
if (!values.server || !values.spec || !values.set.every((pair) => pair.includes('='))) {
  console.error('usage: run.mjs --server HOST:PORT --spec FILE [--set PATH=VALUE]... [--metric KEY]');
  process.exit(2);
}
const overrides = values.set.map((pair) => pair.split(/=(.*)/s, 2));
const lab = new Lab(values.server);
try {
  const spec = readFileSync(values.spec, 'utf8');
  process.exitCode = await follow(lab, spec, Object.fromEntries(overrides), values.metric);
} catch (error) {
  console.error(error.code === undefined ? error : error.message);
  process.exitCode = 2;
} finally {
  lab.close();
}
