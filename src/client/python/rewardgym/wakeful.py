"""Waits for answers awake or asleep, whichever has been faster recently."""

from __future__ import annotations

import math

LONGEST = 3e-3
"""How long to look without sleeping [s]; longer waits count as this long."""
PATIENCE = 4.0
"""Looking ends after this many times the usual wait asleep: perhaps it is what keeps the answer away."""
WEIGHT = 0.1
"""Of the latest wait in the running mean."""
HARM = 1.25
"""Where looking makes waits longer than sleeping by this factor, the server needs the core."""
EVERY = 64
"""Every this many waits, the other way is tried, to notice when it has become the quicker one."""
FIRST_TRIES = 16
"""The first waits try both ways in turns."""


class Wakeful:
    """A thread that sleeps takes long to wake: on virtual machines longer than a step of quick worlds. A thread that looks
    again and again may take the core from the server. Both kinds of waits are measured, and the quicker kind is chosen, as
    the server does at its end (``src/wire/wakeful.ts``).
    """

    def __init__(self) -> None:
        self._means: list[float | None] = [None, None]  # of logarithms of waits [s]: asleep, awake
        self._tries = 0
        self._is_awake = False

    def look(self) -> float:
        """How long to look for the next answer before sleeping [s]."""
        self._is_awake = self._is_better_awake()
        self._tries += 1
        if not self._is_awake:
            return 0.0
        asleep = self._means[0]
        return LONGEST if asleep is None else min(LONGEST, PATIENCE * math.exp(asleep))

    def note(self, waited: float) -> None:
        """How long the answer took [s]."""
        seen = math.log(min(max(waited, 1e-6), LONGEST))
        mean = self._means[self._is_awake]
        self._means[self._is_awake] = seen if mean is None else mean + WEIGHT * (seen - mean)

    def _is_better_awake(self) -> bool:
        tries = self._tries
        if tries < FIRST_TRIES:
            return tries % 2 == 1
        asleep, awake = self._means
        assert asleep is not None and awake is not None
        best = asleep < _SOON and awake < _HARM + asleep
        return not best if tries % EVERY == 0 else best


_SOON = math.log(LONGEST / 2)
_HARM = math.log(HARM)
