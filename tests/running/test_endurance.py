"""A site whose writer, web and database are killed while people correct texts: nothing that was
acknowledged is lost; an index that is lost, damaged or outdated is built anew while the site answers."""

import http.cookiejar
import json
import os
import random
import re
import shutil
import signal
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import pytest
import tantivy

from jincheng_gov.localservices.environment import write_environment
from jincheng_gov.localservices.postgres import Postgres
from jincheng_gov.localservices.processes import end_of_log
from jincheng_gov.localservices.services import Services
from jincheng_gov.localservices.site import address, listen, manage, web_program
from jincheng_gov.localservices.supervisor import Program, Supervisor
from search.index_files import live_generation, open_generation

# one site for the whole file
pytestmark = pytest.mark.xdist_group("endurance")
ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("DATABASE_URL", "REDIS_URL")
ISSUES = 8
ARTICLES = 4
PASSWORD = "only-for-tests-7"
ISSUE = """明川市人民政府公报
2023年第{number}期(总第{number}期)
明川市人民政府办公室主办
2023年4月28日出版(双月刊)

明川市人民政府办公室
关于印发明川市{number}号泵站巡查办法的通知

明川政办〔2023〕{number}号

各县（区）人民政府：

现将《明川市{number}号泵站巡查办法》印发给你们，请认真贯彻执行。

明川市人民政府办公室

2023年3月6日

（此件公开发布）

明川市{number}号泵站巡查办法

"""


@dataclass
class Clerk:
    """Somebody who corrects one article after another through the site's own form."""

    url: str
    slugs: list[str] = field(default_factory=list)
    # by text and article: the word last acknowledged, then those tried since
    attempts: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    held: set[tuple[str, int]] = field(default_factory=set)
    acknowledged: int = 0
    _opener: urllib.request.OpenerDirector = field(default_factory=lambda: urllib.request.build_opener())

    def __post_init__(self) -> None:
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))

    def open(self, path: str, /, **form: str) -> str:
        data = None
        if form:
            token = next(cookie.value for cookie in self._jar if "csrf" in cookie.name)
            data = urllib.parse.urlencode(form | {"csrfmiddlewaretoken": token or ""}).encode()
        request = urllib.request.Request(self.url + path, data, {"Referer": self.url + path})
        with self._opener.open(request, timeout=20) as answer:
            return str(answer.read().decode())

    def log_in(self) -> None:
        self.open("/desk/login/")
        assert "退出" in self.open("/desk/login/", username="clerk", password=PASSWORD)

    def correct(self, number: int) -> str:
        """One correction; the word is acknowledged where the site says that it holds.

        A kill may leave one file at work until its heartbeat is old; the clerk goes on with others.
        """
        slug, article = self.slugs[number % ISSUES], number // ISSUES % ARTICLES + 1
        word = f"ack{number}x"
        words = self.attempts.setdefault((slug, article), [])
        words.append(word)
        said = self.open(
            "/desk/correct/", r=slug, path=f"art_{article}", field="text",
            after=f"巡查记录改动之后另存，编号 {word}。", reason="核对", next="/desk/",
        )  # fmt: skip
        if "更正已生效" in said:
            del words[:-1]
            self.held.add((slug, article))
            self.acknowledged += 1
        return word

    def keep_correcting(self, until: threading.Event) -> None:
        number = 1000
        while not until.is_set():
            number += 1
            try:
                self.correct(number)
            except (urllib.error.URLError, OSError, http.client.HTTPException):
                time.sleep(0.1)


@dataclass
class Site:
    """The running parts."""

    home: Path
    url: str
    supervisor: Supervisor
    clerk: Clerk

    @property
    def index_folder(self) -> Path:
        return self.home / "index"

    def pid(self, victim: str) -> int:
        if victim != "database":
            return self.supervisor.children[victim].process.pid
        server = self.supervisor.services.servers["DATABASE_URL"]
        assert isinstance(server, Postgres)
        process = server.process()
        assert process
        return process.pid

    def watch_until(self, condition: Callable[[], Any], seconds: float = 180) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.state()
            self.supervisor.watch()
            time.sleep(0.05)

    def state(self) -> str:
        logs = (end_of_log(self.home / "log" / f"{name}.log", 800) for name in self.supervisor.children)
        return f"{self.clerk.attempts} {self.clerk.held}\n" + "\n".join(logs)

    def search(self, word: str) -> Any:
        query = urllib.parse.urlencode({"q": word, "page_size": "100"})
        with urllib.request.urlopen(f"{self.url}/api/v1/search/?{query}", timeout=20) as answer:
            return json.load(answer)

    def indexed_entries(self, word: str = "") -> set[int]:
        """The entries in the live index on the disk, all of them or those with a word."""
        generation = live_generation(self.index_folder)
        if generation is None:
            return set()
        index = open_generation(generation)
        query = tantivy.Query.range_query(index.schema, "entry", tantivy.FieldType.Unsigned, 1, None)
        if word:
            query = tantivy.Query.term_query(index.schema, "all", word, "basic")
        searcher = index.searcher()
        addresses = [address for _, address in searcher.search(query, 10_000).hits]
        return {int(entry) for entry in searcher.fast_field_values("entry", addresses) if entry is not None}

    def stored_entries(self) -> set[int]:
        connection = psycopg2.connect(self.supervisor.services.servers["DATABASE_URL"].url)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT id FROM search_searchentry")
                return {row[0] for row in cursor.fetchall()}
        finally:
            connection.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("endurance") / "var"
    home.mkdir()
    gazettes = home.parent / "gazettes"
    gazettes.mkdir()
    articles = (f"第{number}条 巡查人员应当做好第{number}项记录。\n" for number in range(1, ARTICLES + 1))
    text = ISSUE + "\n".join(articles)
    for number in range(1, ISSUES + 1):
        (gazettes / f"{number}.txt").write_text(text.replace("{number}", str(number)), encoding="utf-8")
    left_out = {*OURS, "VAR_DIR", "SEARCH_INDEX_DIR", "TEST_SERVERS"}
    before = {name: os.environ.pop(name) for name in left_out & set(os.environ)}
    os.environ.update(DJANGO_SUPERUSER_PASSWORD=PASSWORD)
    services = Services(home, ours=OURS)
    supervisor = Supervisor(services, ROOT, lambda message: None)
    listener = listen(18600)
    try:
        write_environment(home, services.start())
        for command in ("migrate --verbosity 0", "createsuperuser --noinput --username clerk --email a@example.org",
                        f"ingest {gazettes}"):  # fmt: skip
            assert manage(supervisor, *command.split()) == 0
        url = address(listener)
        indexer = (sys.executable, str(ROOT / "manage.py"), "run_indexer")
        supervisor.start([web_program(listener.fileno(), "--workers", "1"), Program("indexer", indexer)])
        found = Site(home, url, supervisor, Clerk(url))
        found.watch_until(lambda: answers(found))
        found.watch_until(lambda: found.indexed_entries() == found.stored_entries())
        found.clerk.log_in()
        urls = (hit["url"] for hit in found.search("标题:泵站巡查办法")["results"])
        found.clerk.slugs = sorted({slug for url in urls for slug in re.findall(r"^/r/([^/]+)/art_", url)})
        assert len(found.clerk.slugs) == ISSUES
        yield found
    finally:
        supervisor.stop()
        listener.close()
        services.remove()
        os.environ.update(before)
        del os.environ["DJANGO_SUPERUSER_PASSWORD"]


def answers(site: Site) -> bool:
    try:
        return bool(site.search("泵站")["count"])
    except (urllib.error.URLError, OSError):
        return False


@pytest.mark.slow
def test_a_change_is_soon_visible(site: Site, record_property: Callable[[str, object], None]) -> None:
    waits = []
    for number in range(5):
        word = site.clerk.correct(number)
        begun = time.monotonic()
        site.watch_until(lambda word=word: site.indexed_entries(word))  # type: ignore[misc]
        waits.append(round(time.monotonic() - begun, 2))
    assert site.clerk.acknowledged == 5
    record_property("seconds until visible", waits)


@pytest.mark.slow
def test_kills_lose_no_acknowledged_change(site: Site) -> None:
    victims = ["indexer", "web", "database"] * 2
    seed = random.randrange(10_000)
    chance = random.Random(seed)
    chance.shuffle(victims)
    done = threading.Event()
    writing = threading.Thread(target=site.clerk.keep_correcting, args=(done,))
    writing.start()
    try:
        for victim in victims:
            before = site.clerk.acknowledged
            site.watch_until(lambda before=before: site.clerk.acknowledged >= before + 2)  # type: ignore[misc]
            time.sleep(chance.random())
            kill_family(site.pid(victim))
    finally:
        before = site.clerk.acknowledged
        site.watch_until(lambda: site.clerk.acknowledged >= before + 2)
        done.set()
        writing.join(60)
    assert site.clerk.acknowledged > 2 * len(victims), seed
    site.watch_until(lambda: site.indexed_entries() == site.stored_entries())
    assert "LockBusy" not in (site.home / "log" / "indexer.log").read_text()
    for place in site.clerk.held:
        words = site.clerk.attempts[place]
        site.watch_until(lambda words=words: any(map(site.indexed_entries, words)))  # type: ignore[misc]
        assert any(site.search(word)["count"] for word in words), (seed, place, words)


@pytest.mark.slow
@pytest.mark.parametrize("harm", ["lost", "damaged", "cut short", "outdated"])
def test_the_site_answers_while_its_index_is_built_anew(site: Site, harm: str) -> None:
    generation = live_generation(site.index_folder)
    assert generation
    asked: list[object] = []
    done = threading.Event()

    def keep_asking() -> None:
        while not done.is_set():
            try:
                asked.append(site.search("泵站 巡查")["count"])
            except (urllib.error.URLError, OSError) as error:
                asked.append(error)

    asking = threading.Thread(target=keep_asking)
    asking.start()
    try:
        do_harm(site, generation, harm)
        site.watch_until(lambda: live_generation(site.index_folder) not in (None, generation))
        site.watch_until(lambda: site.indexed_entries() == site.stored_entries())
        site.watch_until(lambda: len(asked) > 2)
    finally:
        done.set()
        asking.join(30)
    assert set(asked) == {asked[0]}
    assert isinstance(asked[0], int)
    assert asked[0] >= ISSUES * ARTICLES


def do_harm(site: Site, generation: Path, harm: str) -> None:
    if harm == "lost":
        shutil.rmtree(generation)
    elif harm == "outdated":
        connection = psycopg2.connect(site.supervisor.services.servers["DATABASE_URL"].url)
        with connection, connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO search_dictionaryversion (id, number) VALUES (1, 900)"
                " ON CONFLICT (id) DO UPDATE SET number = search_dictionaryversion.number + 1"
            )
        connection.close()
    else:
        kill_family(site.pid("indexer"))
        for path in generation.iterdir():
            if harm == "damaged" and path.name == "meta.json":
                path.write_text("{")
            elif harm == "cut short" and path.suffix in (".term", ".idx", ".store", ".fast"):
                path.unlink()
                path.write_bytes(b"")


def kill_family(leader: int) -> None:
    """``kill -9`` a process and what it has started, as a machine that is out of memory may.

    A process that has just died of another's death is as good as killed.
    """
    try:
        family = [psutil.Process(leader), *psutil.Process(leader).children(recursive=True)]
    except psutil.NoSuchProcess:
        return
    for process in family:
        try:
            process.send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=10)
