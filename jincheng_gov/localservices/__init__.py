"""PostgreSQL, Valkey and the site's own processes on one machine, without an installation.

In the room, in the order they run: ``place`` (where things lie and who runs them), ``processes``,
``postgres``, ``valkey``, ``services`` (both together), ``environment`` (``var/env``), ``site`` and
``supervisor`` (``make run``). Not in the room: production, which names its servers itself.
"""
