"""``python -m jincheng_gov.bench.pages BASE_URL``: how fast a running site answers.

In the room: milliseconds and size of each kind of page and API list, fetched one after another.
Not in the room: load by many clients.
"""

import json
import statistics
import sys
import time
import urllib.parse
import urllib.request

TIMES = 15
SEARCHES = ("地震应急预案", "城市排水管理办法 第二十一条", "晋市政办〔2023〕5号", "垃圾分类")


def fetch(url: str) -> bytes:
    """Return the body of an address."""
    with urllib.request.urlopen(url, timeout=60) as answer:
        return bytes(answer.read())


def addresses(base: str) -> list[str]:
    """Return one address of each kind: lists, the newest issue, the longest of the first acts, searches."""
    issue = json.loads(fetch(f"{base}/api/v1/issues/?page_size=1"))["results"]
    acts = json.loads(fetch(f"{base}/api/v1/regulations/?page_size=20"))["results"]
    pages = ["/", "/issues/", "/acts/", "/issuers/"]
    pages += [f"/issues/{row['slug']}/" for row in issue]
    if acts:
        longest = max(acts, key=lambda row: len(fetch(f"{base}/r/{row['slug']}/")))
        pages += [f"/r/{longest['slug']}/", f"/api/v1/regulations/{longest['slug']}/"]
    pages += [f"/api/v1/{name}/" for name in ("issues", "documents", "regulations", "citations")]
    for words in SEARCHES:
        query = urllib.parse.quote(words)
        pages += [f"/search/?q={query}", f"/api/v1/search/?q={query}"]
    return pages


def main(base: str) -> None:
    """Print the median, the slowest and the size for each address."""
    print(f"{'median ms':>10}{'slowest ms':>12}{'kB':>8}  address")
    for page in addresses(base):
        times = []
        for _ in range(TIMES):
            start = time.perf_counter()
            body = fetch(base + page)
            times.append((time.perf_counter() - start) * 1000)
        row = f"{statistics.median(times):>10.0f}{max(times):>12.0f}{len(body) / 1024:>8.0f}"
        print(f"{row}  {urllib.parse.unquote(page)}")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
