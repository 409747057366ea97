"""Who is at work on a source file, known by the database: a worker that dies is known at once.

In the room: a lock for each file that lives as long as its worker's connection. Not in the room: the
state of the job (``sources``).
"""

from contextlib import suppress

from django.db import Error, connection

_PLACE = 0x6A63_7773  # the first key of all these locks
_HELD = """SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = %s AND objsubid = 2
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


def begin(source_id: int) -> bool:
    """Take the work on a file; False where somebody alive has it, this connection too.

    Example: ``begin(source.pk)``. Raises what the database raises.
    """
    query = f"SELECT CASE WHEN %s IN ({_HELD}) THEN false ELSE pg_try_advisory_lock(%s, %s) END"
    with connection.cursor() as cursor:
        cursor.execute(query, [source_id, _PLACE, _PLACE, source_id])
        return bool(cursor.fetchone()[0])


def end(source_id: int) -> None:
    """Leave the work on a file; a connection that is lost has left it already."""
    with suppress(Error), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_PLACE, source_id])


def at_work() -> set[int]:
    """The files that somebody alive works on. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [_PLACE])
        return {row[0] for row in cursor.fetchall()}
