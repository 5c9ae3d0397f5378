"""A language model's events: asked of a server on loopback, kept as far as the text bears them."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pandas as pd
import pytest

import build_map
from geo.reports.endpoint import accept, endpoint
from geo.reports.reader import read_report
from geo.schema import InputError, UsageError

TEXT = (
    "QUETTA, 18 January 2024 - Two people were killed when a drone hit a house near Panjgur on "
    "Wednesday, police said. The army denied that it had struck the town."
)


def said(value, quote):
    return {"value": value, "quote": quote}


def event(**changed):
    fields = {
        "event_type": said("drone_strike", "a drone hit a house"),
        "place": said("Panjgur", "near Panjgur"),
        "country": said("Pakistan", "QUETTA"),
        "date_start": said("2024-01-17", "on Wednesday"),
        "date_end": said("2024-01-17", "on Wednesday"),
        "killed_best": said(2, "Two people were killed"),
        "status": said("reported", "police said"),
    }
    return fields | changed


@pytest.fixture
def model(monkeypatch):
    """A server that answers as a model would, and what it was asked."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    asked, answers = [], {"status": 200, "content": json.dumps({"events": [event()]})}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append((self.path, dict(self.headers), json.loads(body)))
            content = answers["content"]
            if isinstance(content, str):
                content = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
            self.send_response(answers["status"])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}/v1", asked, answers
        http.shutdown()


def test_the_model_is_asked_and_its_events_are_proposed(model):
    url, asked, _ = model
    found = read_report(TEXT, extractor=endpoint(url, model="m-1", environment={}))
    row = found.events.iloc[0]
    assert row[["event_type", "place", "killed_best", "proposed_by"]].tolist() == [
        "drone_strike", "Panjgur", 2, "m-1",
    ]  # fmt: skip
    assert pd.isna(row["reviewed_by"])
    assert pd.isna(row["latitude"]), "a model gives no coordinates"
    quotes = found.evidence
    assert all(TEXT[q.start : q.end] == q.text for q in quotes.itertuples())
    path, headers, body = asked[0]
    assert path == "/v1/chat/completions"
    assert "Authorization" not in headers
    assert body["model"] == "m-1"
    assert json.dumps(TEXT) in body["messages"][0]["content"]
    assert "published on 2024-01-18" in body["messages"][0]["content"]


def test_the_key_comes_from_the_environment(model):
    url, asked, _ = model
    keys = {"OPENAI_API_KEY": "other", "CONFLICTMAP_API_KEY": "secret"}
    read_report(TEXT, extractor=endpoint(url, model="m", environment=keys))
    assert asked[0][1]["Authorization"] == "Bearer secret"


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("killed_best", said(2, "Three people were killed")),  # stands nowhere
        ("killed_best", said("two", "Two people were killed")),  # no number
        ("killed_best", said(True, "Two people were killed")),
        ("killed_best", said(-2, "Two people were killed")),
        ("killed_best", 2),  # no quote at all
        ("status", said("proven", "police said")),
        ("date_end", said("Wednesday", "on Wednesday")),
        ("place", said("Turbat", "near Panjgur")),  # a place of its own
        ("actor", said(["Iran"], "The army")),
        ("weapons", said("drone", " ")),
    ],
)
def test_a_field_without_its_words_is_left_out_and_named(field, cell):
    ((row, quotes),) = accept([event(**{field: cell})], TEXT)
    assert field not in row
    assert field not in {name for name, *_ in quotes}
    assert row["notes"] == f"left out, for no words of the report say so: {field}"


def test_days_in_the_wrong_order_are_none():
    cell = said("2024-01-19", "on Wednesday")
    ((row, _),) = accept([event(date_start=cell)], TEXT)
    assert not row.keys() & {"date_start", "date_end"}


@pytest.mark.parametrize(
    "told",
    [
        event(event_type=said("alien_raid", "a drone hit")),
        {name: cell for name, cell in event().items() if name not in {"place", "country"}},
        "not a table",
        None,
    ],
)
def test_what_is_no_event_anywhere_is_none(told):
    assert accept([told], TEXT) == []


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 401}, "answered 401"),
        ({"content": "I am sorry"}, "something else than events in JSON"),
        ({"content": '{"events": 3}'}, "something else than a list"),
        ({"content": b"<html>"}, "something else than events in JSON"),
        ({"content": b'{"choices": []}'}, "something else than events in JSON"),
        ({"content": b" " * 5_000_000}, "more than 4 MB"),
    ],
)
def test_an_answer_that_is_none_is_told_in_words(model, answer, words):
    url, _, answers = model
    answers.update(answer)
    with pytest.raises(InputError, match=words):
        read_report(TEXT, extractor=endpoint(url, model="m", environment={"OPENAI_API_KEY": "k"}))


def test_fenced_json_is_read(model):
    url, _, answers = model
    answers["content"] = f"```json\n{answers['content']}\n```"
    assert len(read_report(TEXT, extractor=endpoint(url, model="m", environment={})).events) == 1


def test_nobody_there_is_told_in_words():
    with pytest.raises(InputError, match="cannot be asked"):
        read_report(TEXT, extractor=endpoint("http://127.0.0.1:9/v1", model="m", environment={}))
    with pytest.raises(UsageError, match="http or https"):
        endpoint("file:///etc/passwd", model="m")


def test_the_command_line_asks_when_it_is_told_to(model, tmp_path, capsys):
    url, asked, _ = model
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    words = ["read", str(report), "-o", str(tmp_path / "out")]
    assert build_map.main([*words, "--ask", url, "--model", "m-2"]) == 0
    table = pd.read_csv(tmp_path / "out" / "events.csv")
    assert table["proposed_by"].tolist() == ["m-2"]
    assert len(asked) == 1
    with pytest.raises(SystemExit):
        build_map.main([*words, "--ask", url])
    assert "--ask URL and --model NAME" in capsys.readouterr().err
