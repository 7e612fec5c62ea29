// A Hillock server as a JavaScript object, made from the .proto files.

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const PROTO = fileURLToPath(new URL('../../../proto/src/main/protobuf', import.meta.url));

const files = readdirSync(`${PROTO}/hillock/v1`).filter((file) => file.endsWith('.proto'));
const definition = loadSync(files.map((file) => `hillock/v1/${file}`), {
  includeDirs: [PROTO],
  longs: Number,
  enums: String,
  oneofs: true,
  defaults: true,
});
const { v1 } = grpc.loadPackageDefinition(definition).hillock;

const unary = (client, method, request, seconds = 30) =>
  new Promise((resolve, reject) => {
    const deadline = Date.now() + seconds * 1000;
    client[method](request, { deadline }, (error, answer) => (error ? reject(error) : resolve(answer)));
  });

export class Lab {
  constructor(server) {
    const credentials = grpc.credentials.createInsecure();
    this.runs = new v1.RunService(server, credentials);
    this.results = new v1.ResultService(server, credentials);
  }

  submit(text, overrides) {
    // Data that are used for the first time may have to be prepared.
    return unary(this.runs, 'createRun', { spec: { text }, overrides }, 900);
  }

  /** Yields every event of the run to its end, going on where a broken stream stopped. */
  async *watch(run) {
    const eventKinds = ['PROGRESS', 'LOG_LINE'];
    let seen = 0;
    for (let failures = 0; ; ) {
      const request = { name: run.name, startSequence: seen + 1, eventKinds };
      try {
        for await (const { events } of this.results.watchRun(request)) {
          failures = 0;
          for (const event of events) {
            seen = event.sequence;
            yield event;
          }
        }
        return;
      } catch (error) {
        failures += 1;
        if (error.code !== grpc.status.UNAVAILABLE || failures > 5) throw error;
        await new Promise((resolve) => setTimeout(resolve, failures * 500));
      }
    }
  }

  result(run) {
    return unary(this.runs, 'getRun', { name: run.name });
  }

  series(run, key) {
    return unary(this.results, 'getMetricSeries', { name: `${run.name}/metrics/${key}` });
  }

  close() {
    this.runs.close();
    this.results.close();
  }
}
