"""Make `fashion14.npz`, the small real data set that ships in the package.

It holds the first 6,000 training and the first 2,000 test images of Fashion-MNIST, averaged over
blocks of 2x2 pixels from 28x28 down to 14x14 and rounded to 8 bits. The originals are already in
random order, and "the first N" needs no seed to explain. The same originals give the same bytes.

Get the originals from Debian (or Ubuntu) and run, in the root of the project:

    apt-get install dataset-fashion-mnist
    .venv/bin/python tools/make_fashion14.py

Fashion-MNIST: Han Xiao, Kashif Rasul, Roland Vollgraf, 2017, MIT license, arXiv 1708.07747.
"""

from __future__ import annotations

import argparse
import gzip
import io
import zipfile
from pathlib import Path

import numpy as np

ORIGINALS = Path("/usr/share/datasets/fashion-mnist")
RESULT = Path(__file__).parents[1] / "src/lrlab/tasks/data/fashion14.npz"
TRAIN_IMAGES, TEST_IMAGES = 6_000, 2_000
LARGEST = 2**20  # bytes


def read_idx(path: Path) -> np.ndarray:
    """Read an IDX file of bytes: 0, 0, 8, number of axes, one big-endian length per axis, data."""
    content = gzip.decompress(path.read_bytes())
    axes = content[3]
    shape = np.frombuffer(content, ">i4", count=axes, offset=4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * axes).reshape(shape)


def halved(images: np.ndarray) -> np.ndarray:
    """Average blocks of 2x2 pixels, halves rounded up: (n, 28, 28) to (n, 14, 14), 8 bits."""
    n, height, width = images.shape
    blocks = images.reshape(n, height // 2, 2, width // 2, 2).astype(np.uint16)
    return ((blocks.sum(axis=(2, 4)) + 2) // 4).astype(np.uint8)


def write_npz(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Write what `np.load` reads, packed by LZMA (`np.savez` knows only deflate), without dates."""
    with zipfile.ZipFile(path, "w", compression=zipfile.ZIP_LZMA) as archive:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.save(content, array)
            member = zipfile.ZipInfo(f"{name}.npy")  # dated 1980, so that the bytes never change
            member.compress_type = zipfile.ZIP_LZMA
            archive.writestr(member, content.getvalue())


def main() -> None:
    """Read the originals, halve the images, write the result and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("originals", nargs="?", type=Path, default=ORIGINALS)
    parser.add_argument("--out", type=Path, default=RESULT)
    arguments = parser.parse_args()
    if not arguments.originals.is_dir():
        parser.error(f"{arguments.originals} is absent: apt-get install dataset-fashion-mnist")

    def read(name: str, first: int) -> np.ndarray:
        return read_idx(arguments.originals / f"{name}-ubyte.gz")[:first]

    arrays = {
        "train_images": halved(read("train-images-idx3", TRAIN_IMAGES)),
        "train_labels": read("train-labels-idx1", TRAIN_IMAGES),
        "test_images": halved(read("t10k-images-idx3", TEST_IMAGES)),
        "test_labels": read("t10k-labels-idx1", TEST_IMAGES),
    }
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    write_npz(arguments.out, arrays)
    size = arguments.out.stat().st_size
    if size >= LARGEST:
        raise SystemExit(f"{arguments.out} has {size:,} bytes, not under {LARGEST:,}")
    for name in ("train_labels", "test_labels"):
        print(f"{name}: {np.bincount(arrays[name]).tolist()} images of each class")
    print(f"{arguments.out}: {size:,} bytes")


if __name__ == "__main__":
    main()
