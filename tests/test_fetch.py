"""Downloads from a server on loopback: whole, resumed, limited, refused with clear words."""

from __future__ import annotations

import io
import threading
import zipfile
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from geo import userdata
from geo.fetch import Limits, fetch
from geo.schema import InputError, UsageError


def archive(text=b"80000001\tKawkab" + b"\t" * 17 + b"\n", noise=0):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        made.writestr("YE.txt", text + bytes(noise))
    return content.getvalue()


@dataclass
class Server:
    """What is served, how, and what was asked."""

    content: bytes
    etag: str = '"one"'
    cut: int | None = None
    status: int = 200
    redirect: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def server(tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "data"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    served = Server(archive(noise=200_000))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            served.asked.append({"path": self.path, **self.headers})
            if served.redirect:
                self.send_response(302)
                self.send_header("Location", served.redirect)
                self.end_headers()
                return
            body, status = served.content, served.status
            wanted = self.headers.get("Range")
            if wanted and self.headers.get("If-Range") == served.etag:
                start = int(wanted.removeprefix("bytes=").rstrip("-"))
                body, status = (body[start:], 206) if start < len(body) else (b"", 416)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", served.etag)
            self.end_headers()
            self.wfile.write(body if served.cut is None else body[: served.cut])

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
        served.url = f"http://127.0.0.1:{http.server_port}/export/dump"
        yield served
        http.shutdown()


def test_a_dump_is_fetched_by_name_or_code_once(server):
    seen = []
    (file,) = fetch(["Yemen", "YEM", "ye"], source=server.url, progress=lambda *at: seen.append(at))
    assert file.read_bytes() == server.content
    assert [one["path"] for one in server.asked] == ["/export/dump/YE.zip"]
    assert seen[-1] == ("YE.zip", len(server.content), len(server.content))
    assert [path.name for path in file.parent.iterdir()] == ["YE.zip"]


def test_a_download_that_was_cut_off_goes_on_where_it_stopped(server):
    server.cut = 70_000
    with pytest.raises(InputError, match=r"ended after 70,000 of .* bytes: call again to go on"):
        fetch(["YE"], source=server.url)
    server.cut = None
    (file,) = fetch(["YE"], source=server.url)
    assert file.read_bytes() == server.content
    assert server.asked[-1]["Range"] == "bytes=70000-"


def test_a_file_that_changed_meanwhile_is_fetched_anew(server):
    server.cut = 70_000
    with pytest.raises(InputError, match="call again"):
        fetch(["YE"], source=server.url)
    server.cut, server.etag, server.content = None, '"two"', archive(noise=150_000)
    (file,) = fetch(["YE"], source=server.url)
    assert file.read_bytes() == server.content


def test_a_part_longer_than_the_file_is_fetched_anew(server):
    server.cut = 70_000
    with pytest.raises(InputError, match="call again"):
        fetch(["YE"], source=server.url)
    server.cut, server.content = None, archive(noise=20_000)
    (file,) = fetch(["YE"], source=server.url)
    assert file.read_bytes() == server.content


def test_size_and_time_are_limited(server):
    with pytest.raises(InputError, match=r"is larger than 0.1 MB"):
        fetch(["YE"], source=server.url, limits=Limits(megabytes=0.1))
    with pytest.raises(InputError, match="took longer than 0 s"):
        fetch(["YE"], source=server.url, limits=Limits(seconds=0))
    assert not (userdata.folder() / "downloads" / "YE.zip").exists()


def test_what_is_not_there_or_no_archive_is_said_so(server):
    server.status = 404
    with pytest.raises(
        InputError, match=r"YE.zip: cannot be fetched: there is no such file \(404\)"
    ):
        fetch(["YE"], source=server.url)
    server.status, server.content = 200, b"<html>please log in</html>"
    with pytest.raises(InputError, match="is no zip archive"):
        fetch(["YE"], source=server.url)
    assert list((userdata.folder() / "downloads").iterdir()) == []


def test_offline_the_message_says_what_to_do(server):
    with pytest.raises(InputError, match=r"cannot be reached .*'gazetteer add YE.zip'"):
        fetch(["YE"], source="http://127.0.0.1:9/dump")
    assert server.asked == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/YE.zip"])
def test_a_server_cannot_send_us_to_files_or_other_protocols(server, address):
    server.redirect = address
    with pytest.raises(InputError, match=r"cannot be fetched|cannot be reached"):
        fetch(["YE"], source=server.url)
    with pytest.raises(UsageError, match="http and https"):
        fetch(["YE"], source=address)


def test_a_word_that_means_no_country_is_refused_before_anything_is_asked(server):
    with pytest.raises(UsageError, match=r"'Yemmen' is no country .did you mean"):
        fetch(["PK", "Yemmen"], source=server.url)
    assert server.asked == []
