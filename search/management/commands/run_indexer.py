"""``manage.py run_indexer``: the writer of this host's search index."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from search import indexer
from search.index_files import WriterBusy

WAIT_SECONDS = 2.0


class Command(BaseCommand):
    """检索索引写入进程：每台网页服务器一个。"""

    help = "跟随数据库的变更，维护本机检索索引；缺失、损坏或过时则另建后切换。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """``--once`` for tests and deployments."""
        parser.add_argument("--once", action="store_true", help="跟上当前变更后退出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop; a lost database is waited for."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        rounds = iter([False, True])
        stopped = (lambda: next(rounds)) if options["once"] else stop.is_set
        while not stop.is_set():
            try:
                indexer.run(stopped=stopped)
                return
            except WriterBusy as error:
                if options["once"]:
                    raise CommandError(str(error)) from error
                self.stderr.write(str(error))
            except DatabaseError as error:
                if options["once"]:
                    raise
                self.stderr.write(f"数据库暂不可用：{error}")
                close_old_connections()
            stop.wait(WAIT_SECONDS)
