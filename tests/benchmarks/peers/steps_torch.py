"""The training steps of `hillock bench --only step` in PyTorch; prints a line of JSON for each.

Written as one writes fast PyTorch: the linear layer takes the whole sequence, time is unbound once,
a LIF step is one autograd function with its gradient by hand. `--lif sequence` unrolls the whole
sequence by hand as well, which goes beyond what libraries of spiking networks do.
"""

import argparse
import fnmatch
import itertools
import json
import math
import statistics
import time

import hashed
import torch
import vgg16_torch
from torch import nn

ALPHA = 2.0
INPUT_SEED, GRADIENT_SEED, WEIGHT_SEED = 1, 2, 10


def slope(u):
    """The arctangent surrogate at a membrane potential; the threshold is 1."""
    y = (u - 1).mul_(math.pi / 2 * ALPHA)
    return y.mul_(y).add_(1).reciprocal_().mul_(ALPHA / 2)


class LifStep(torch.autograd.Function):
    """u = v / 2 + x, a spike where u reaches 1, and a hard reset that is detached."""

    @staticmethod
    def forward(ctx, v, x):
        u = torch.add(x, v, alpha=0.5)
        s = (u >= 1).to(u.dtype)
        ctx.save_for_backward(u, s)
        return s, u - u * s

    @staticmethod
    def backward(ctx, ds, dv):
        u, s = ctx.saved_tensors
        du = slope(u).mul_(ds).add_(dv).addcmul_(dv, s, value=-1)
        return du * 0.5, du


class LifSequence(torch.autograd.Function):
    """All steps at once."""

    @staticmethod
    def forward(ctx, x):
        us, ss = torch.empty_like(x), torch.empty_like(x)
        v = torch.zeros_like(x[0])
        for xt, u, s in zip(x.unbind(0), us.unbind(0), ss.unbind(0)):
            torch.add(xt, v, alpha=0.5, out=u)
            torch.ge(u, 1, out=s)
            torch.mul(u, s, out=v)
            torch.sub(u, v, out=v)
        ctx.save_for_backward(us, ss)
        return ss

    @staticmethod
    def backward(ctx, ds):
        us, ss = ctx.saved_tensors
        du = slope(us).mul_(ds)
        stays = (1 - ss).mul_(0.5)
        later, through = du.unbind(0), stays.unbind(0)
        for t in range(len(later) - 2, -1, -1):
            later[t].addcmul_(later[t + 1], through[t])
        return du


class Lif(nn.Module):
    def __init__(self, whole):
        super().__init__()
        self.whole = whole

    def forward(self, x):
        if self.whole:
            return LifSequence.apply(x)
        v = torch.zeros_like(x[0])
        spikes = []
        for xt in x.unbind(0):
            s, v = LifStep.apply(v, xt)
            spikes.append(s)
        return torch.stack(spikes)


class LeakyIntegrator(nn.Module):
    def forward(self, x):
        v = torch.zeros_like(x[0])
        potentials = []
        for xt in x.unbind(0):
            v = torch.add(xt, v, alpha=0.5)
            potentials.append(v)
        return torch.stack(potentials)


class Delayed(nn.Module):
    """Synapses with a learned delay each: in training a Gaussian over the taps of a convolution in
    time, of deviation 0.5 steps; in evaluation the one tap nearest to its position. Sequences become
    longer by half a window, as in the code of the paper on such delays."""

    def __init__(self, inputs, outputs, window=25):
        super().__init__()
        self.in_features, self.out_features, self.window = inputs, outputs, window
        self.weight = nn.Parameter(torch.empty(outputs, inputs))
        self.position = nn.Parameter(torch.empty(outputs, inputs))
        self.register_buffer("taps", torch.arange(window) - window // 2)

    def kernel(self):
        if not self.training:
            taps = torch.zeros(*self.weight.shape, self.window)
            nearest = self.position.round().long() + self.window // 2
            return taps.scatter_(2, nearest.unsqueeze(2), self.weight.unsqueeze(2))
        g = torch.exp(-0.5 * ((self.taps - self.position.unsqueeze(2)) / 0.5) ** 2)
        return self.weight.unsqueeze(2) * g / (g.sum(2, keepdim=True) + 1e-7)

    def forward(self, x):
        padded = nn.functional.pad(x.permute(1, 2, 0), (self.window - 1, self.window // 2))
        return nn.functional.conv1d(padded, self.kernel()).permute(2, 0, 1)


class BatchNorm(nn.BatchNorm1d):
    """Over time and batch together."""

    def forward(self, x):
        return super().forward(x.flatten(0, 1)).view_as(x)


class Model:
    """A network, its size, and what it learns by."""

    def __init__(self, name, layers, steps, batch, bias, classify):
        self.name, self.steps, self.batch, self.classify = name, steps, batch, classify
        self.network = nn.Sequential(*layers)
        seed = WEIGHT_SEED
        with torch.no_grad():
            for layer in layers:
                if isinstance(layer, (nn.Linear, Delayed)):
                    bound = math.sqrt(3 / layer.in_features)
                    shape = (layer.in_features, layer.out_features)
                    weight = hashed.between(shape, seed, -bound, bound)
                    layer.weight.copy_(torch.from_numpy(weight).t())
                    seed += 1
                if isinstance(layer, nn.Linear):
                    layer.bias.fill_(bias)
                if isinstance(layer, Delayed):
                    half = layer.window // 2
                    position = hashed.between(shape, seed, -half, half)
                    layer.position.copy_(torch.from_numpy(position).t())
                    seed += 1
        self.optimiser = torch.optim.Adam(self.network.parameters()) if classify else None
        self.inputs = layers[0].in_features
        self.outputs = [x for x in layers if isinstance(x, (nn.Linear, Delayed))][-1].out_features

    def prepare(self, density):
        shape = (self.steps, self.batch, self.inputs)
        self.x = torch.from_numpy(hashed.spikes(shape, INPUT_SEED, density))
        shape = (self.steps, self.batch, self.outputs)
        self.gradient = torch.from_numpy(hashed.uniform(shape, GRADIENT_SEED))
        self.labels = torch.arange(self.batch) % self.outputs

    def forward_backward(self):
        self.network.zero_grad(set_to_none=True)
        y = self.network(self.x)
        if self.classify:
            loss = nn.functional.cross_entropy(y.sum(0), self.labels)
            loss.backward()
        else:
            y.backward(self.gradient)
            loss = None
        return y, loss

    def step(self):
        self.forward_backward()
        if self.optimiser:
            self.optimiser.step()

    def evaluate(self):
        self.network.eval()
        with torch.no_grad():
            self.network(self.x)

    def checks(self):
        """The loss, or the output's mean weighted by the given gradient; the gradient's norm."""
        y, loss = self.forward_backward()
        value = loss if self.classify else (y * self.gradient).double().mean()
        norm = sum(p.grad.double().square().sum() for p in self.network.parameters()).sqrt()
        return value.item(), norm.item()


def linear(n, whole, steps=500, batch=16):
    return Model(f"linear-{n}", [nn.Linear(n, n), Lif(whole)], steps, batch, 0.3, False)


def classifier(whole, steps=100, batch=256):
    layers = [nn.Linear(140, 256), BatchNorm(256), Lif(whole)]
    layers += [nn.Linear(256, 256), BatchNorm(256), Lif(whole)]
    layers += [nn.Linear(256, 20), LeakyIntegrator()]
    return Model("140-256-256-20", layers, steps, batch, 0.0, True)


def delays(whole, steps=100, batch=256):
    layers = [Delayed(140, 256), BatchNorm(256), Lif(whole)]
    layers += [Delayed(256, 256), BatchNorm(256), Lif(whole)]
    layers += [Delayed(256, 20), LeakyIntegrator()]
    return Model("delays-140-256-256-20", layers, steps, batch, 0.0, True)


def timed(step, seconds):
    for _ in range(3):
        step()
    times = []
    end = time.perf_counter() + seconds
    while len(times) < 5 or time.perf_counter() < end:
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e3


def rows(whole, threads, seconds):
    """Names, and what measures them."""
    for n in (512, 256, 1024):
        for text, density in (("dense", 1), ("5%", 0.05), ("1%", 0.01)):

            def measure(n=n, density=density):
                model = linear(n, whole)
                model.prepare(density)
                return timed(model.step, seconds), "ms"

            yield f"step/linear-{n}/{text}/t{threads}", measure

    def measure_classifier():
        model = classifier(whole)
        model.prepare(0.03)
        return timed(model.step, seconds), "ms"

    yield f"step/140-256-256-20/3%/t{threads}", measure_classifier
    for text, density in (("3%", 0.03), ("10%", 0.1)):
        for what, work in (("", Model.step), ("/evaluation", Model.evaluate)):

            def measure_delays(density=density, work=work):
                model = delays(whole)
                model.prepare(density)
                return timed(lambda: work(model), seconds), "ms"

            yield f"step/delays-140-256-256-20/{text}{what}/t{threads}", measure_delays
    models = (linear, 512), (classifier,), (delays,)
    for make in [lambda f=f, n=n: f(*n, whole, 20, 4) for f, *n in models]:
        name = make().name
        for index, what in enumerate(("loss", "gradient")):

            def check(make=make, index=index, what=what):
                model = make()
                model.prepare(0.05)
                return model.checks()[index], what

            yield f"step/{name}/check-{what}", check


def fits(name, patterns):
    return not patterns or any(
        fnmatch.fnmatchcase(name, p) if "*" in p or "?" in p else p in name for p in patterns
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", default=[], help="part of a name, or a glob")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=1.0, help="how long a row is timed")
    parser.add_argument("--trained", type=vgg16_torch.folder, help="a run of vgg16.yaml: adds its rows")
    parser.add_argument("--lif", choices=("step", "sequence"), default="step")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    measures = rows(arguments.lif == "sequence", arguments.threads, arguments.seconds)
    if arguments.trained:
        vgg16 = vgg16_torch.rows(arguments.trained, arguments.threads, arguments.seconds, timed)
        measures = itertools.chain(measures, vgg16)
    for name, measure in measures:
        if fits(name, arguments.only):
            value, unit = measure()
            print(json.dumps({"name": name, "value": value, "unit": unit}), flush=True)


if __name__ == "__main__":
    main()
