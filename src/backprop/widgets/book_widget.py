"""What every widget shares: its front end, its state for the page, and its table of numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from backprop.numbers import printable

__all__ = ["STATIC", "BookWidget", "Table"]

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True)
class Table:
    """One table of a widget's numbers, as a page without scripts shows it."""

    caption: str
    header: Sequence[str]
    rows: Iterable[Sequence[str]]

    def html(self) -> str:
        """Write the table as HTML; the first cell of each row heads it."""
        head = "".join(
            f'<th scope="col">{escape(cell)}</th>' if cell else "<td></td>" for cell in self.header
        )
        body = "\n".join(
            f'<tr><th scope="row">{escape(first)}</th>'
            + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
            + "</tr>"
            for first, *rest in self.rows
        )
        return (
            f"<table>\n<caption>{escape(self.caption)}</caption>\n"
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
        )


class BookWidget(anywidget.AnyWidget):
    """A widget that lives in Jupyter, on a static page, and on paper.

    Its HTML is a ``<figure>`` that holds the state as JSON, from which the page's script makes
    the live widget, and tables of the numbers, which stay where no script runs. Inputs stand in
    both exactly; what is computed is rounded to ten digits and, on the page, computed anew.

    A subclass sets ``_esm`` and ``state_traits``, and writes ``caption`` and ``tables``.
    """

    _css = STATIC / "widgets.css"

    anchor = traitlets.Unicode(
        help="The figure's id: links to a state of this widget are made with it."
    ).tag(sync=True)

    state_traits: tuple[str, ...] = ()

    @traitlets.validate("anchor")
    def _check_anchor(self, proposal: Any) -> str:
        anchor = str(proposal["value"])
        if not anchor or not anchor.replace("-", "").isalnum() or not anchor[0].isalpha():
            raise traitlets.TraitError(
                "anchor expects letters, digits and hyphens, starting with a letter; "
                f"got {anchor!r}."
            )
        return anchor

    def caption(self) -> str:
        """Say in one line what the figure shows."""
        raise NotImplementedError

    def tables(self) -> list[Table]:
        """List the numbers that the figure shows."""
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """Collect the traits that the page's script needs, as JSON can hold them."""
        return {name: getattr(self, name) for name in ("anchor", *self.state_traits)}

    def html(self) -> str:
        """Write the figure."""
        state = json.dumps(self.state(), allow_nan=False, ensure_ascii=False)
        tables = "\n".join(table.html() for table in self.tables())
        return (
            f'<figure class="backprop-widget" id="{escape(self.anchor)}" '
            f'data-widget="{type(self).__name__}" data-state="{escape(state)}">\n'
            f"<figcaption>{escape(self.caption())}</figcaption>\n{tables}\n</figure>"
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**bundle, "text/plain": repr(self), "text/html": self.html()}, metadata

    def __repr__(self) -> str:
        return printable(f"{type(self).__name__}({self.caption()})")
