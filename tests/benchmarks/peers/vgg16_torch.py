"""VGG-16 of spiking neurons with the weights of a run of vgg16.yaml, in PyTorch: rows step/vgg16.

Convolutions take the whole sequence, T·B images, and lie as the processor likes them best; the
first one, whose input is the same at every step, is computed once. A LIF step is one autograd
function with its gradient by hand; Adam updates all tensors at once.
"""

import gzip
import json
import os
import pathlib
import resource

import numpy as np
import torch
from torch import nn
from torch.nn.functional import conv2d

BATCH, SIDE, CLASSES, DROPOUT = 32, 32, 10, 0.1
GROUPS = (64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512)
MEAN, DEVIATION = (0.680, 0.651, 0.621), (0.136, 0.154, 0.183)
GAMMA = 0.3
# Images of this side and above: channels last. Smaller ones are faster the other way.
LAST = int(os.environ.get("VGG_LAST", 8))


class LifStep(torch.autograd.Function):
    """u = leak·v + x, a spike where u/threshold > 1, a soft reset that is detached."""

    @staticmethod
    def forward(ctx, v, x, leak, threshold):
        u = torch.addcmul(x, v, leak)
        s = (u > threshold).to(u.dtype)
        ctx.save_for_backward(u, v, leak, threshold)
        return s, torch.addcmul(u, s, threshold, value=-1)

    @staticmethod
    def backward(ctx, ds, dv):
        u, v, leak, threshold = ctx.saved_tensors
        # The slope, over the threshold: d(u/threshold - 1)/du.
        slope = u.div(threshold).sub_(1).abs_().neg_().add_(1).clamp_(min=0).mul_(GAMMA / threshold)
        dz = slope.mul_(ds)
        d_threshold = dz.mul(u).sum().div(threshold).neg_()
        du = dz.add_(dv)
        return du * leak, du, (du * v).sum(), d_threshold


class FirstLifStep(torch.autograd.Function):
    """The same from a membrane at rest."""

    @staticmethod
    def forward(ctx, x, threshold):
        s = (x > threshold).to(x.dtype)
        ctx.save_for_backward(x, threshold)
        return s, torch.addcmul(x, s, threshold, value=-1)

    @staticmethod
    def backward(ctx, ds, dv):
        u, threshold = ctx.saved_tensors
        slope = u.div(threshold).sub_(1).abs_().neg_().add_(1).clamp_(min=0).mul_(GAMMA / threshold)
        dz = slope.mul_(ds)
        d_threshold = dz.mul(u).sum().div(threshold).neg_()
        return dz if dv is None else dz.add_(dv), d_threshold


class Lif(nn.Module):
    """Of a sequence [T][B]…, or of one current for all steps, [1][B]…; one dropout mask."""

    def __init__(self, leak, threshold):
        super().__init__()
        self.leak, self.threshold = nn.Parameter(leak), nn.Parameter(threshold)

    def forward(self, x, steps):
        currents = x.unbind(0) if len(x) == steps else (x[0],) * steps
        spikes, v = FirstLifStep.apply(currents[0], self.threshold)
        all_spikes = [spikes]
        for current in currents[1:]:
            spikes, v = LifStep.apply(v, current, self.leak, self.threshold)
            all_spikes.append(spikes)
        return torch.stack(all_spikes)


def masked(spikes, dropout):
    if not dropout:
        return spikes
    mask = torch.empty_like(spikes[0]).bernoulli_(1 - dropout).div_(1 - dropout)
    return spikes * mask


class Vgg16(nn.Module):
    def __init__(self, tensors, dropout):
        super().__init__()
        self.dropout = dropout
        self.weights, self.biases, self.lifs = nn.ParameterList(), nn.ParameterList(), nn.ModuleList()
        self.pools = []
        side = SIDE
        for g, channels in enumerate(GROUPS):
            for c in range(len(channels)):
                name = f"0.group{g}.conv{c}"
                weight = tensors[name + ".weight"].permute(3, 2, 0, 1)
                self.weights.append(nn.Parameter(layout(weight, side)))
                self.biases.append(nn.Parameter(tensors[name + ".bias"]))
                self.pools.append(g < len(GROUPS) - 1 and c == len(channels) - 1)
            side //= 2 if self.pools[-1] else 1
        for name in ("0.hidden0", "0.hidden1", "0.output"):
            self.weights.append(nn.Parameter(dense(name, tensors)))
        for i in range(len(self.weights) - 1):
            number = f"-{i + 1}" if i else ""
            leak, threshold = (tensors[f"0.{x}{number}"].reshape(()) for x in ("leak", "threshold"))
            self.lifs.append(Lif(leak, threshold))

    def forward(self, x, steps, seen=None):
        """Summed currents of the output synapses; x is [1][B][3][side][side], held for all steps."""
        dropout = self.dropout if self.training else 0
        for weight, bias, lif, pooled in zip(self.weights, self.biases, self.lifs, self.pools):
            if seen is not None:
                seen.append(x)
            images = layout(x.flatten(0, 1), x.shape[-1])
            current = conv2d(images, weight, bias, padding=1)
            x = lif(current.unflatten(0, x.shape[:2]), steps)
            if pooled:
                pool = nn.functional.avg_pool2d(x.flatten(0, 1), 2)
                x = pool.unflatten(0, x.shape[:2])
            else:
                x = masked(x, dropout)
        x = x.flatten(2)
        for weight, lif in zip(self.weights[len(self.pools) :], self.lifs[len(self.pools) :]):
            if seen is not None:
                seen.append(x)
            x = masked(lif(nn.functional.linear(x, weight), steps), dropout)
        if seen is not None:
            seen.append(x)
        return nn.functional.linear(x, self.weights[-1]).sum(0)


def layout(images, side):
    last = side >= LAST
    return images.contiguous(memory_format=torch.channels_last if last else torch.contiguous_format)


def dense(name, tensors):
    """[out][in]; Hillock flattens [row][column][channel], PyTorch [channel][row][column]."""
    weight = tensors[name + ".weight"]
    if name == "0.hidden0":
        side = SIDE >> (len(GROUPS) - 1)
        weight = weight.reshape(side, side, GROUPS[-1][-1], -1).permute(2, 0, 1, 3).flatten(0, 2)
    return weight.t().contiguous()


def safetensors(path):
    data = np.fromfile(path, np.uint8)
    length = int(data[:8].view("<u8")[0])
    header = json.loads(data[8 : 8 + length].tobytes())
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__" and not name.startswith("optimiser"):
            begin, end = (8 + length + at for at in entry["data_offsets"])
            values = data[begin:end].copy().view("<f4").reshape(entry["shape"])
            tensors[name] = torch.from_numpy(values)
    return tensors


class Race:
    """The network of a stage on the first images of the data it was trained on."""

    def __init__(self, run, steps, dropout):
        self.steps = steps
        last = "checkpoint" if steps == 1 else f"stages/t{steps}"
        self.network = Vgg16(safetensors(run / f"{last}.safetensors"), dropout)
        pack = run / "../../data/signdigits/signdigits32-dev.bin.gz"
        with gzip.open(pack) as file:
            records = np.frombuffer(file.read(BATCH * 3073), np.uint8).reshape(BATCH, 3073)
        self.labels = torch.from_numpy(records[:, 0].astype(np.int64))
        images = records[:, 1:].reshape(BATCH, 3, SIDE, SIDE).astype(np.float32) / 255
        mean, deviation = (np.float32(x).reshape(3, 1, 1) for x in (MEAN, DEVIATION))
        self.x = torch.from_numpy((images - mean) / deviation).unsqueeze(0)
        self.optimiser = torch.optim.Adam(
            self.network.parameters(), lr=1e-4, amsgrad=True, foreach=True
        )

    def forward_backward(self, seen=None):
        self.network.zero_grad(set_to_none=True)
        loss = nn.functional.cross_entropy(self.network(self.x, self.steps, seen), self.labels)
        loss.backward()
        return loss.item()

    def step(self):
        self.forward_backward()
        self.optimiser.step()

    def infer(self):
        self.network.eval()
        with torch.no_grad():
            self.network(self.x, self.steps)

    def checks(self):
        seen = []
        yield "check-loss", self.forward_backward(seen)
        gradients = (p.grad for p in self.network.parameters() if p.grad is not None)
        yield "check-gradient", sum(g.double().square().sum() for g in gradients).sqrt().item()
        for i, x in enumerate(seen):
            yield f"check-density-{i + 1:02}", x.count_nonzero().item() / x.numel()


def rows(run, threads, seconds, timed):
    """Names, and what measures them; fewest steps first: a process's peak of memory only grows."""
    for steps in (1, 5):
        for what, work in (("training", Race.step), ("inference", Race.infer)):

            def measure(steps=steps, work=work):
                race = Race(run, steps, DROPOUT)
                return timed(lambda: work(race), seconds), "ms"

            yield f"step/vgg16/T{steps}/{what}/t{threads}", measure

        def peak(steps=steps):
            race = Race(run, steps, DROPOUT)
            race.step()
            race.infer()
            return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB"

        yield f"step/vgg16/T{steps}/memory", peak
        checks = {}
        names = ["check-loss", "check-gradient"] + [f"check-density-{i:02}" for i in range(1, 17)]
        for name in names:

            def check(steps=steps, name=name, checks=checks):
                if not checks:
                    checks.update(Race(run, steps, 0).checks())
                return checks[name], name.removeprefix("check-")

            yield f"step/vgg16/T{steps}/{name}", check


def folder(text):
    return pathlib.Path(text).resolve()
