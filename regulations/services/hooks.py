"""Who wants to hear of changed texts and changed lives, inside the transaction of the change.

The search app registers here when it is ready; this app knows nothing of it.
"""

from collections.abc import Callable, Sequence

Listener = Callable[[Sequence[int]], None]

on_texts_changed: list[Listener] = []
on_lives_changed: list[Listener] = []
on_texts_removed: list[Listener] = []
on_chronicles_changed: list[Listener] = []


def announce(listeners: list[Listener], ids: Sequence[int]) -> None:
    """Tell each listener the ids, if there are any."""
    if ids:
        for listener in listeners:
            listener(ids)
