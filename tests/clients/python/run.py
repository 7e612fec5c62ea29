#!/usr/bin/python3
"""Submits an experiment to a Hillock server, watches its run and prints its accuracy.

    run.py --server localhost:PORT --spec digits.yaml --set trainer.epochs=3

Exit code: 0 the run succeeded, 1 it failed or was cancelled, 2 a request was refused.
Needs Debian's python3-grpcio and python3-grpc-tools.
"""

import argparse
import pathlib
import sys
import time

import grpc

from stubs import results, results_rpc, runs, runs_rpc, specs


class Lab:
    """A Hillock server."""

    def __init__(self, server):
        channel = grpc.insecure_channel(server)
        self.runs = runs_rpc.RunServiceStub(channel)
        self.results = results_rpc.ResultServiceStub(channel)

    def submit(self, spec, overrides):
        request = runs.CreateRunRequest(spec=specs.Spec(text=spec), overrides=overrides)
        # Data that are used for the first time may have to be prepared.
        return self.runs.CreateRun(request, timeout=900)

    def watch(self, run):
        """Yields every event of the run to its end, going on where a broken stream stopped."""
        kinds = [results.WatchRunRequest.PROGRESS, results.WatchRunRequest.LOG_LINE]
        seen, failures = 0, 0
        while True:
            request = results.WatchRunRequest(
                name=run.name, start_sequence=seen + 1, event_kinds=kinds)
            try:
                for batch in self.results.WatchRun(request):
                    failures = 0
                    for event in batch.events:
                        seen = event.sequence
                        yield event
                return
            except grpc.RpcError as error:
                failures += 1
                if error.code() != grpc.StatusCode.UNAVAILABLE or failures > 5:
                    raise
                time.sleep(failures / 2)

    def result(self, run):
        return self.runs.GetRun(runs.GetRunRequest(name=run.name), timeout=30)

    def series(self, run, key):
        request = results.GetMetricSeriesRequest(name=f"{run.name}/metrics/{key}")
        return self.results.GetMetricSeries(request, timeout=30)


def show(event):
    kind = event.WhichOneof("event")
    if kind == "progress":
        p = event.progress
        loss = f" loss {p.loss.value:.4f}" if p.HasField("loss") else ""
        print(f"epoch {p.epoch}/{p.epochs} step {p.step}/{p.steps}{loss}")
    elif kind == "state_change":
        print(runs.Run.State.Name(event.state_change.state).lower())
    elif kind == "log_line":
        print(event.log_line.text, file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", required=True, metavar="HOST:PORT")
    parser.add_argument("--spec", required=True, metavar="FILE", type=pathlib.Path)
    parser.add_argument("--set", metavar="PATH=VALUE", action="append", default=[])
    parser.add_argument("--metric", default="train_accuracy", help="series to print")
    arguments = parser.parse_args()
    if not all("=" in pair for pair in arguments.set):
        parser.error("--set takes PATH=VALUE, for example trainer.epochs=3")

    lab = Lab(arguments.server)
    run = lab.submit(arguments.spec.read_text(), dict(s.split("=", 1) for s in arguments.set))
    print(run.name)
    for event in lab.watch(run):
        show(event)

    run = lab.result(run)
    if run.state != runs.Run.SUCCEEDED:
        print(f"{run.name} {runs.Run.State.Name(run.state).lower()}: {run.error.message}",
              file=sys.stderr)
        return 1
    series = lab.series(run, arguments.metric)
    for point in series.points:
        print(f"{series.key} after epoch {point.epoch}: {point.value:.4f}")
    for figure in run.figures:
        if figure.name == "test_accuracy":
            print(f"{figure.name} {figure.value:.4f}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except grpc.RpcError as error:
        print(f"{error.code().name}: {error.details()}", file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
