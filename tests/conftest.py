"""What all tests share: PostgreSQL and Valkey of this run, Chromium, the real gazettes, the clock.

In the room: fixtures. Not in the room: samples of gazettes (``fixtures/``).
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import hypothesis
import psutil
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
RUN_FOLDER = "jincheng-tests"
RUN_VARIABLE = "JINCHENG_TEST_RUN"

os.environ["DJANGO_SETTINGS_MODULE"] = "jincheng_gov.settings"
os.environ["CELERY_TASK_ALWAYS_EAGER"] = "true"
os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("API_THROTTLE", "100000/min")
for cookie in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
    os.environ.setdefault(cookie, "false")

from jincheng_gov.localservices.services import Services  # noqa: E402

hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.register_profile("long", deadline=None, max_examples=4_000)
hypothesis.settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") == "true" else "local")
)


def pytest_configure(config: pytest.Config) -> None:
    """Choose this run's folder before the settings are read; its servers start when first needed."""
    if not hasattr(config, "workerinput"):
        _remove_abandoned_runs()
        folder = tempfile.mkdtemp(prefix=f"{RUN_FOLDER}-{os.getpid()}-")
        os.environ[RUN_VARIABLE] = folder
        os.environ["VAR_DIR"] = folder
        os.environ["TEST_SERVERS"] = ",".join(
            name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)
        )
    os.environ.update(_database().urls())
    django.setup()
    _part_folders(getattr(config, "workerinput", {}).get("workerid", "alone"))


def _part_folders(worker: str) -> None:
    """Give each worker folders of its own: in a worker the settings are read before this file is."""
    folder = os.environ[RUN_VARIABLE]
    settings.CACHES["pages"]["LOCATION"] = f"{folder}/pages-{worker}"
    settings.SEARCH_INDEX_DIR = f"{folder}/index-{worker}"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what the run started and remove its folder."""
    if not hasattr(config, "workerinput") and RUN_VARIABLE in os.environ:
        folder = Path(os.environ.pop(RUN_VARIABLE))
        Services(folder, durable=False, ours=("DATABASE_URL", "REDIS_URL")).remove()
        shutil.rmtree(folder, ignore_errors=True)


def _database() -> Services:
    ours = {"DATABASE_URL"} & set(os.environ["TEST_SERVERS"].split(","))
    return Services(Path(os.environ[RUN_VARIABLE]), durable=False, ours=tuple(ours))


def _remove_abandoned_runs() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{RUN_FOLDER}-*"):
        pid = folder.name.split("-")[2]
        if pid.isdigit() and not psutil.pid_exists(int(pid)) and _is_ours(folder):
            Services(folder, durable=False, ours=("DATABASE_URL", "REDIS_URL")).remove()
            shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    try:
        return folder.stat().st_uid == os.geteuid()
    except FileNotFoundError:  # another run has just removed it
        return False


@pytest.fixture(scope="session")
def database_server() -> None:
    """Have PostgreSQL running for this run (that of DATABASE_URL where it is set)."""
    _database().start()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    database_server: None, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Start the server before the test database is made; one database for each xdist worker."""


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """No word, count, index or date that the library of an earlier test left in this process is used."""
    from documents import last_modified
    from search import backends, vocabulary

    last_modified.forget()
    backends.forget()
    vocabulary.forget()


@pytest.fixture(scope="session")
def valkey_url() -> str:
    """Return the address of a running Valkey (that of REDIS_URL where it is set)."""
    if "REDIS_URL" not in os.environ["TEST_SERVERS"].split(","):
        return os.environ["REDIS_URL"]
    services = Services(Path(os.environ[RUN_VARIABLE]), durable=False, ours=("REDIS_URL",))
    return services.start()["REDIS_URL"]


def _absent(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and under CI nothing may be skipped for that")
    pytest.skip(f"{what} is missing")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return a running headless Chromium (Debian's) of Playwright's synchronous API.

    Mark such tests ``django_db(transaction=True)`` with ``live_server``; Playwright keeps an event
    loop in this thread, so Django's guard against synchronous queries is lifted meanwhile.
    """
    from playwright.sync_api import sync_playwright

    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        _absent("Chromium")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def real_gazettes() -> list[Path]:
    """Return the five real gazettes that lie beside the checkout, in order of their names."""
    found = sorted((SHARED / "gazettes").glob("*.txt"))
    if not found:
        _absent("the folder of real gazettes")
    return found


@pytest.fixture(scope="session")
def national_laws() -> Path:
    """Return the folder of national laws that lies beside the checkout."""
    if not (SHARED / "laws").is_dir():
        _absent("the folder of national laws")
    return SHARED / "laws"
