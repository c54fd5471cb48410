"""What every stepper shares: numbers that are given, a pass from them, and steps through it."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from backprop.targets import class_numbers
from backprop.widgets.book_widget import BookWidget

__all__ = ["Stepper", "checked_classes"]

Pass = TypeVar("Pass")


@dataclass(frozen=True)
class Accepted(Generic[Pass]):
    """What was given, as it came and as it is kept, and the pass from it."""

    came: Mapping[str, str]
    kept: dict[str, Any]
    passed: Pass


class Stepper(BookWidget, Generic[Pass]):
    """A widget that computes a pass from what is given, and shows it step by step.

    A subclass declares its traits, those of this class beside, and says:

    ``given``
        the names of the traits that the pass is computed from, each of which may be set;
    ``choice``
        the names of the traits that say how the pass is looked at, ``"step"`` among them;
    ``pass_from(given)``
        which checks all that is given together, raises ``TypeError`` or ``ValueError`` with a
        sentence, and returns it as JSON holds it, with the pass;
    ``last_step(accepted)``
        how many steps there are;
    ``show(accepted)``
        which brings choices back into their bounds and sets the traits that are computed.

    Its constructor hands over what is given, and the choices that Reset goes back to. Then an edit
    is checked once and computed once, however many traits it sets together; a step is compared
    with its bounds and computes nothing; and what is refused changes nothing.
    """

    step = traitlets.Int(0).tag(sync=True)
    initial = traitlets.Dict(read_only=True, help="What Reset goes back to.").tag(sync=True)

    given: ClassVar[tuple[str, ...]] = ()
    choice: ClassVar[tuple[str, ...]] = ("step",)
    steps_are: str = ""  # in words, for the message

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if not cls.given:
            return  # it is for other classes to be built on
        cls.state_traits = cls.state_traits or (*cls.given, *cls.choice, "initial")
        cls._checked_given = traitlets.validate(*cls.given)(Stepper._check_given)

    def __init__(self, *, anchor: str, given: Mapping[str, Any], **choice: Any) -> None:
        self._accepted = self.shown = self._accept(given)
        self.observe(self._follow, names=list(self.given))
        initial = {**self.shown.kept, **choice}
        super().__init__(anchor=anchor, **initial)
        self.set_trait("initial", initial)
        self.show(self.shown)

    @abstractmethod
    def pass_from(self, given: dict[str, Any]) -> tuple[dict[str, Any], Pass]:
        """Check what is given, and compute the pass from it."""

    @abstractmethod
    def last_step(self, accepted: Accepted[Pass]) -> int:
        """Return the number of steps."""

    def show(self, accepted: Accepted[Pass]) -> None:
        """Bring choices into their bounds, and set what is computed."""
        self.step = min(self.step, self.last_step(accepted))

    def look(self) -> Accepted[Pass]:
        """Return what the traits hold, or raise ``TraitError`` where it does not fit together."""
        return self._attempt({name: getattr(self, name) for name in self.given})

    def _check_given(self, proposal: Any) -> Any:
        name = proposal["trait"].name
        given = {each: getattr(self, each) for each in self.given}
        return self._attempt({**given, name: proposal["value"]}).kept[name]

    def current(self) -> Accepted[Pass]:
        """Return what is shown, after whatever else was set with the trait that is followed."""
        accepted = self.look()
        if accepted is not self.shown:
            self.shown = accepted
            self.show(accepted)
        return accepted

    def _follow(self, _change: Any) -> None:
        self.current()

    @traitlets.validate("step")
    def _check_step(self, proposal: Any) -> int:
        return self.checked_place("step", proposal["value"], self.last_step(self.look()))

    def checked_place(self, name: str, place: int, last: int) -> int:
        """Return a place from 0 to the last, or raise ``TraitError``."""
        if not 0 <= place <= last:
            words = f", {self.steps_are};" if name == "step" and self.steps_are else ","
            raise traitlets.TraitError(
                f"{name} expects a whole number from 0 to {last}{words} got {place}."
            )
        return int(place)

    def _attempt(self, given: Mapping[str, Any]) -> Accepted[Pass]:
        try:
            return self._accept(given)
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(str(error)) from error

    def _accept(self, given: Mapping[str, Any]) -> Accepted[Pass]:
        """Check and compute, unless it is what was accepted last."""
        came = {name: _text(value) for name, value in given.items()}
        last: Accepted[Pass] | None = getattr(self, "_accepted", None)
        # Traits that are set together are looked at in turn, as they came or as they are kept.
        if last and all(
            text and text in (last.came[name], _text(last.kept[name]))
            for name, text in came.items()
        ):
            return last
        accepted: Accepted[Pass] = Accepted(came, *self.pass_from(dict(given)))
        self._accepted = accepted
        return accepted


def checked_classes(targets: ArrayLike, shape: tuple[int, int], name: str) -> list[Any]:
    """Return targets as lists in the form they came in: class numbers, or one-hot rows."""
    classes = class_numbers(targets, shape, name)
    one_hot = np.ndim(targets) == 2
    listed: list[Any] = (np.eye(shape[1], dtype=int)[classes] if one_hot else classes).tolist()
    return listed


def _text(value: object) -> str:
    """Tell 1 from 1.0 and true, and a list from what has become of it; empty for what cannot."""
    try:
        return json.dumps(value)
    except (TypeError, ValueError):
        return ""
