"""Django's PostgreSQL, but a connection that is kept between requests is looked at, not asked.

In the room: whether a kept connection still stands. A server that ends a connection, or dies, leaves
its farewell or the end of the stream in the socket; to look there costs microseconds, ``SELECT 1`` a
tenth of a short page. Not in the room: everything else of a connection (Django's own backend).
"""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection that ``settings.DATABASES`` names."""

    def is_usable(self) -> bool:
        """Whether the connection answers; asked only where its socket holds something unread.

        Returns False for a connection that was ended from either side. Raises nothing.
        """
        held = self.connection
        if held is None or held.closed:
            return False
        watch = select.poll()
        watch.register(held.fileno(), select.POLLIN)
        return bool(super().is_usable()) if watch.poll(0) else True
