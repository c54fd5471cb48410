"""Say as JSON what came of each mutant, and what a survivor changes: run in a group's folder."""

from __future__ import annotations

import json

from mutmut.mutation.data import SourceFileMutationData
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code
from mutmut.utils.file_utils import walk_mutatable_files
from report import OUTCOMES


def main() -> None:
    """Print a list of mutmut's name, its status and, if nothing noticed it, its diff."""
    said = []
    for path in walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        for key, code in data.exit_code_by_key.items():
            status = status_by_exit_code[code]
            diff = "" if status in OUTCOMES else get_diff_for_mutant(key, path=path)
            said.append((key, status, diff))
    print(json.dumps(said))


if __name__ == "__main__":
    main()
