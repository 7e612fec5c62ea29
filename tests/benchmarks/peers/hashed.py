"""The numbers of org.hillock.bench.Hash, so that both sides work on the same values."""

import numpy as np

LOW = np.uint64(0xFFFFFFFF)


def uniform(shape, seed):
    """Numbers in [0, 1), multiples of 2**-24, float32."""
    h = np.arange(int(np.prod(shape)), dtype=np.uint64) * np.uint64(0x9E3779B1)
    h = (h + np.uint64(seed * 0x85EBCA77)) & LOW
    h = ((h ^ (h >> np.uint64(15))) * np.uint64(0x85EBCA77)) & LOW
    h = ((h ^ (h >> np.uint64(13))) * np.uint64(0xC2B2AE3D)) & LOW
    h ^= h >> np.uint64(16)
    return ((h >> np.uint64(8)).astype(np.float32) * np.float32(2.0**-24)).reshape(shape)


def spikes(shape, seed, density):
    """Ones of this density among zeros; density 1: numbers in [0, 1)."""
    numbers = uniform(shape, seed)
    return numbers if density == 1 else (numbers < np.float32(density)).astype(np.float32)


def between(shape, seed, low, high):
    """Numbers in [low, high)."""
    return np.float32(low) + np.float32(high - low) * uniform(shape, seed)
