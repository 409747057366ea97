"""The two servers: start, adoption, recovery after a kill, stop."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from jincheng_gov.localservices import place as places
from jincheng_gov.localservices.place import UnsafePlace, open_place
from jincheng_gov.localservices.postgres import Postgres
from jincheng_gov.localservices.processes import ServiceFailed, living_in
from jincheng_gov.localservices.services import Services
from jincheng_gov.localservices.valkey import Valkey

BOTH = ("DATABASE_URL", "REDIS_URL")


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    instance = Services(tmp_path, durable=False, ours=BOTH)
    yield instance
    instance.remove()


def postgres(services: Services) -> Postgres:
    server = services.servers["DATABASE_URL"]
    assert isinstance(server, Postgres)
    return server


def valkey(services: Services) -> Valkey:
    server = services.servers["REDIS_URL"]
    assert isinstance(server, Valkey)
    return server


def execute(url: str, statement: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def kill(server: Postgres | Valkey) -> None:
    process = server.process()
    assert process is not None
    process.send_signal(signal.SIGKILL)
    process.wait(10)


def test_a_second_start_adopts_what_runs(services: Services) -> None:
    services.start()
    before = [server.process() for server in services.servers.values()]
    urls = services.start()
    assert [server.process() for server in services.servers.values()] == before
    assert execute(urls["DATABASE_URL"], "SELECT 1") == [(1,)]
    assert redis.Redis.from_url(urls["REDIS_URL"]).ping()


def test_data_survives_kill(tmp_path: Path) -> None:
    services = Services(tmp_path, ours=BOTH)
    urls = services.start()
    execute(urls["DATABASE_URL"], "CREATE TABLE act AS SELECT generate_series(1, 500) AS number")
    redis.Redis.from_url(urls["REDIS_URL"]).set("act", "1")
    kill(postgres(services))
    kill(valkey(services))
    services.start_missing()
    try:
        assert execute(urls["DATABASE_URL"], "SELECT count(*) FROM act") == [(500,)]
        assert redis.Redis.from_url(urls["REDIS_URL"]).get("act") == b"1"
    finally:
        services.remove()


def test_records_of_a_dead_server_that_name_a_living_process(services: Services) -> None:
    services.start()
    kill(postgres(services))
    server = postgres(services)
    socket = services.servers["DATABASE_URL"].place.sockets
    for record in (server.data / "postmaster.pid", socket / ".s.PGSQL.5432.lock"):
        rest = record.read_text().split("\n", 1)[1] if record.exists() else ""
        record.write_text(f"{os.getpid()}\n{rest}")
    services.start()
    assert server.answers()


def test_stop_leaves_no_process_and_keeps_the_data(services: Services) -> None:
    urls = services.start()
    execute(urls["DATABASE_URL"], "CREATE TABLE act (number int)")
    services.stop()
    assert living_in(postgres(services).data) == []
    assert living_in(valkey(services).data) == []
    services.start()
    assert execute(urls["DATABASE_URL"], "SELECT count(*) FROM act") == [(0,)]


def test_an_open_client_does_not_hold_up_the_stop(services: Services) -> None:
    urls = services.start()
    client = psycopg2.connect(urls["DATABASE_URL"])
    services.stop()
    client.close()
    assert postgres(services).process() is None


def test_two_starters_end_with_one_server(tmp_path: Path) -> None:
    first = Services(tmp_path, durable=False, ours=("REDIS_URL",))
    try:
        starters = [threading.Thread(target=Services.start, args=(first,)) for _ in range(3)]
        for starter in starters:
            starter.start()
        for starter in starters:
            starter.join()
        assert len(living_in(valkey(first).data)) == 1
    finally:
        first.remove()


def test_an_initdb_that_was_cut_short_is_begun_again(services: Services) -> None:
    server = postgres(services)
    unfinished = server.data.with_name("postgres.new")
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")
    services.start()
    assert server.answers()


def test_a_server_that_cannot_start_is_named_with_its_log(services: Services) -> None:
    services.start()
    services.stop()
    (postgres(services).data / "postgresql.conf").write_text("no such setting = 1\n")
    with pytest.raises(ServiceFailed, match="postgres 未能启动"):
        services.start()


def test_a_server_named_by_the_environment_is_not_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example/x")
    monkeypatch.delenv("REDIS_URL", raising=False)
    services = Services(tmp_path)
    assert list(services.servers) == ["REDIS_URL"]
    services.remove()


def test_sockets_stay_short_under_a_long_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("x" * 90)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    place = open_place(tmp_path / "home")
    try:
        assert len(f"{place.sockets}/.s.PGSQL.5432.lock") < 107
        assert open_place(tmp_path / "home").sockets == place.sockets
    finally:
        places.remove_place(tmp_path / "home")
    assert not place.sockets.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another account")
def test_root_keeps_data_where_the_account_can_enter(tmp_path: Path) -> None:
    place = open_place(tmp_path)
    assert place.account is not None
    assert places.enterable_by_all(place.storage)
    assert place.own_folder(place.storage / "x").stat().st_uid == place.account.uid
    places.remove_place(tmp_path)
    assert not place.storage.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another account")
def test_binaries_of_a_closed_folder_are_copied(tmp_path: Path) -> None:
    closed = tmp_path / "closed" / "wheel"
    closed.mkdir(parents=True)
    (closed / "program").write_text("x")
    closed.parent.chmod(0o700)
    place = open_place(tmp_path / "home")
    try:
        assert place.reachable(closed) == place.storage / "binaries" / "wheel"
        assert (place.reachable(closed) / "program").read_text() == "x"
    finally:
        places.remove_place(tmp_path / "home")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    place = open_place(tmp_path)
    os.chown(place.storage, 12345, 12345)
    try:
        with pytest.raises(UnsafePlace, match="其他用户"):
            open_place(tmp_path)
    finally:
        os.chown(place.storage, 0, 0)
        places.remove_place(tmp_path)
