"""Waits for answers awake or asleep, whichever has been faster recently."""

from __future__ import annotations

LONGEST = 3e-3
"""How long to look without sleeping [s]."""
MOST = 10e-3
"""Longer waits count as this long [s]: about what a scheduler takes a core away for."""
PATIENCE = 4.0
"""Looking ends after this many times the usual wait asleep: perhaps it is what keeps the answer away."""
WEIGHT = 0.02
"""Of the latest wait in the running mean. On a busy machine the scheduler takes the core of whoever looks, rarely but for as
long as dozens of waits: the mean spans enough of them to show it.
"""
TRIAL_WEIGHT = 0.2
"""The same for the other way, which is tried so seldom that its mean would otherwise be that of another time."""
GAIN = 0.9
"""Looking must shorten waits to this fraction, because it takes a core from others."""
EVERY = 64
"""Every this many waits, the other way is tried, to notice when it has become the quicker one."""
FIRST_TRIES = 24
"""The first waits try both ways in turns."""
UNTYPICAL = 8
"""The very first waits do not count: they are for a greeting and for worlds that are made."""


class Wakeful:
    """A thread that sleeps takes long to wake: on virtual machines longer than a step of quick worlds. A thread that looks
    again and again may take the core from the server. Both kinds of waits are measured, and the quicker kind is chosen, as
    the server does at its end (``src/wire/wakeful.ts``).
    """

    def __init__(self) -> None:
        self._means = [0.0, 0.0]  # of waits [s]: asleep, awake
        self._counts = [0, 0]
        self._tries = 0
        self._is_awake = False
        self._is_trial = False

    def look(self) -> float:
        """How long to look for the next answer before sleeping [s]."""
        self._is_awake = self._is_better_awake()
        self._tries += 1
        if not self._is_awake:
            return 0.0
        return min(LONGEST, PATIENCE * self._means[0]) if self._counts[0] else LONGEST

    def note(self, waited: float) -> None:
        """How long the answer took [s]."""
        if self._tries <= UNTYPICAL:
            return
        kind = self._is_awake
        weight = TRIAL_WEIGHT if self._is_trial else WEIGHT
        self._counts[kind] += 1
        self._means[kind] += (min(waited, MOST) - self._means[kind]) * max(weight, 1 / self._counts[kind])

    def _is_better_awake(self) -> bool:
        tries = self._tries
        if tries < FIRST_TRIES:
            return tries % 2 == 1
        asleep, awake = self._means
        best = asleep < LONGEST / 2 and awake < GAIN * asleep
        self._is_trial = tries % EVERY == 0
        return best != self._is_trial
