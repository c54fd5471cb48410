"""Write `book/verification.md`: `make verification`.

With `--outside`, as in `make witnesses`, PyTorch and JAX are asked first.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "witnesses")]

from verification.libraries import jax, pytorch  # noqa: E402
from verification.page import PAGE, page, store  # noqa: E402


def main() -> None:
    """Ask the witnesses and write the page."""
    if sys.argv[1:] == ["--outside"]:
        print("Asking PyTorch and JAX about every gradient ...")
        store([pytorch(), jax()])
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
