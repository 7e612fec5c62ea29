"""Writes the HDF5 files of this folder, in the layout in which SHD and SSC are published: /usr/bin/python3
write.py, with Debian's python3-h5py. Sample i of a file has the spikes that `train` says."""

import h5py
import numpy as np


def train(sample, count):
    """Spikes 7 ms apart from 50 ms on, each of a unit 37 higher than the one before."""
    times = 0.05 + 0.007 * np.arange(count)
    units = (100 * sample + 37 * np.arange(count)) % 700
    return times.astype(np.float16), units.astype(np.uint16)


def write(name, trains, labels, flat=False):
    with h5py.File(name, "w", track_order=False) as file:
        spikes = file.create_group("spikes")
        if flat:
            spikes.create_dataset("times", data=np.concatenate([t for t, _ in trains]).astype(np.float32))
            spikes.create_dataset("units", data=np.concatenate([u for _, u in trains]))
            ends = np.cumsum([len(t) for t, _ in trains])
            spikes.create_dataset("offsets", data=np.concatenate([[0], ends]).astype(np.int64))
        else:
            times = spikes.create_dataset("times", (len(trains),), dtype=h5py.vlen_dtype(np.float16))
            units = spikes.create_dataset("units", (len(trains),), dtype=h5py.vlen_dtype(np.uint16))
            for i, (t, u) in enumerate(trains):
                times[i] = t
                units[i] = u
        file.create_dataset("labels", data=np.array(labels, dtype=np.uint16))
        extra = file.create_group("extra")
        extra.create_dataset("speaker", data=np.arange(len(trains), dtype=np.uint16))
        extra.create_dataset("keys", data=np.array([b"null", b"eins"]))


whole = [train(i, 5 + 3 * i) for i in range(8)]
labels = [0, 1, 2, 19, 0, 1, 2, 19]
write("vlen.h5", whole, labels)
write("flat.h5", whole, labels, flat=True)
write("label.h5", whole, labels[:-1] + [35])
write("unit.h5", whole[:-1] + [(whole[-1][0], whole[-1][1] + np.uint16(700))], labels)
write("ragged.h5", whole[:-1] + [(whole[-1][0], whole[-1][1][:-1])], labels)
