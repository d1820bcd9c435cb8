"""Files that are complete or not there."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path


def write_files(files: Mapping[Path, Callable[[Path], object]]) -> None:
    """Write several files: all drafts first, beside their places, then each in one move.

    Args:
        files: for each path, what writes its content to the draft that it is given.

    Raises:
        OSError: if a folder or a disk does not let them; then no draft is left.
    """
    drafts: dict[Path, Path] = {}
    try:
        for path, write in files.items():
            handle, name = tempfile.mkstemp(
                dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=path.suffix
            )
            os.close(handle)
            drafts[path] = Path(name)
            write(drafts[path])
            drafts[path].chmod(0o644)  # a temporary file is for its owner alone
        for path, draft in drafts.items():
            os.replace(draft, path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
