"""The places where a plan is looked up: PostgreSQL, the truth, and tantivy, the read index."""

from django.conf import settings

from search.backends.base import SearchBackend
from search.backends.postgres import PostgresBackend
from search.backends.tantivy_index import TantivyBackend

_postgres = PostgresBackend()
_tantivy = TantivyBackend()


def backends() -> tuple[SearchBackend, ...]:
    """The backends in the order in which they are asked; the last always answers."""
    return (_tantivy, _postgres) if settings.SEARCH_READ_INDEX else (_postgres,)


def forget() -> None:
    """Have this process keep no count and no open index, as where another database is put in place."""
    _tantivy.forget()
    _postgres.forget()
