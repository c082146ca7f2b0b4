"""Whether the feeds of a server are what feed readers and RFC 4287 expect. Usage: feeds.py ADDRESS"""

import sys
import urllib.parse
import urllib.request

import feedparser

FEEDS = [
    "api/v1/feed",
    "api/v1/feed?q=" + urllib.parse.quote("infrastructures critiques"),
    "api/v1/feed?q=" + urllib.parse.quote("gaz <script>alert(1)</script> & \"énergie\""),
    "api/v1/feed?ref=" + urllib.parse.quote("COM(2020) 605"),
    "r/" + urllib.parse.quote("COM(2020) 605") + "?format=atom",
]


def faults(address):
    """What is wrong with the feed at an address, in words."""
    with urllib.request.urlopen(address) as answer:
        kind = answer.headers.get_content_type()
        feed = feedparser.parse(answer.read())
    if kind != "application/atom+xml":
        yield f"its media type is {kind}"
    if feed.bozo:
        yield f"it is not well-formed: {feed.bozo_exception}"
    if feed.version != "atom10":
        yield f"it is read as {feed.version or 'nothing'}"
    head = feed.feed
    for part in ("id", "title", "updated_parsed", "author"):
        if not head.get(part):
            yield f"it has no {part}"
    if not [link for link in head.get("links", []) if link.rel == "self"]:
        yield "it does not say where it is from"
    ids = [entry.get("id") for entry in feed.entries]
    if len(ids) != len(set(ids)):
        yield "two entries have one id"
    for entry in feed.entries:
        for part in ("id", "title", "updated_parsed", "link"):
            if not entry.get(part):
                yield f"an entry ({entry.get('id')}) has no {part}"
        if not urllib.parse.urlsplit(entry.get("link", "")).scheme:
            yield f"the link of {entry.get('id')} is not a whole address"


def main():
    server = sys.argv[1]
    failed = False
    for feed in FEEDS:
        address = urllib.parse.urljoin(server, feed)
        found = list(faults(address))
        print(f"{feed}: {'; '.join(found) or 'well'}")
        failed = failed or bool(found)
    sys.exit(1 if failed else 0)


main()
