"""Files that appear whole or not at all, however many write them at once."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

__all__ = ["write_whole"]


def write_whole(
    path: str | os.PathLike[str], write: Callable[[BinaryIO], object], name: str
) -> None:
    """Write a draft beside the file, under a name of its own, and put it in its place at the end.

    The mode of a file that is replaced is kept. ``name`` says for whom, for the message.

    Raises
    ------
    OSError
        If the folder does not exist or cannot be written to, or what stands there is a folder,
        write-protected, or no ordinary file. The error names the path as it was given.
    """
    given, target = os.fspath(path), Path(path).resolve()  # of a link, the file it stands for
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, f"{name} expects a folder that exists", given)
    mode = _mode_of(target, given, name)
    # A short name: that of the file may be as long as names can be.
    draft = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        file = draft.open("xb")
    except OSError as error:
        says = f"{name} cannot write there: {error.strerror}"
        raise OSError(error.errno, says, given) from error
    try:
        with file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            draft.chmod(mode)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _mode_of(target: Path, given: str, name: str) -> int | None:
    """Return the mode of a file that may be replaced, None if there is none."""
    if not target.exists():
        return None
    mode = target.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, f"{name} expects a file, got a folder", given)
    if not stat.S_ISREG(mode):
        raise FileExistsError(
            errno.EEXIST, f"{name} expects an ordinary file, got something else", given
        )
    # Of the mode too: root may write everywhere, and somebody has said not to.
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(
            errno.EACCES, f"{name} expects a file that may be replaced, got a protected one", given
        )
    return stat.S_IMODE(mode)
