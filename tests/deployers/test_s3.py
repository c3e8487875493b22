"""Object storage: a real server of its protocol with real signatures, and what Amazon would say.

`rclone serve s3` keeps no Cache-Control and no redirects with an object, so what is sent is read
off the request; what only Amazon answers comes from botocore's own stub.
"""

from __future__ import annotations

import base64
import hashlib
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.adapters.deployers.s3 import S3Deployer, open_s3
from generator.deploying.manifest import MANIFEST
from generator.model.deployment import S3Target, SiteFile
from generator.model.problem import Problem, UserError
from generator.ports import Deployer
from tests.deployers.conftest import KEY, SECRET, Storage
from tests.deployers.sites import FIRST, SECOND, deploy

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("keys")]


def published(storage: Storage) -> dict[str, str]:
    found = storage.objects()
    found.pop(MANIFEST, None)
    return found


def client_of(deployer: Deployer) -> Any:
    assert isinstance(deployer, S3Deployer)
    return deployer._client


def problem_of(caught: pytest.ExceptionInfo[UserError]) -> Problem:
    (problem,) = caught.value.problems
    assert SECRET not in f"{problem.message}{problem.hint}"
    return problem


class Requests:
    """Every request as it goes out, signed."""

    def __init__(self) -> None:
        self.sent: list[Any] = []

    def __call__(self, deployer: Deployer) -> None:
        client_of(deployer).meta.events.register("before-send.s3", self._note)

    def _note(self, request: Any, **_: object) -> None:
        self.sent.append(request)

    def puts(self) -> dict[str, dict[str, str]]:
        return {
            request.url.partition("/site/")[2]: {
                name: value.decode() if isinstance(value, bytes) else value
                for name, value in request.headers.items()
            }
            for request in self.sent
            if request.method == "PUT"
        }


@pytest.mark.slow
def test_the_bucket_is_kept_in_step(storage: Storage, tmp_path: Path) -> None:
    deploy(FIRST, storage.target, tmp_path)
    assert published(storage) == FIRST
    again = Requests()
    assert deploy(FIRST, storage.target, tmp_path, again).is_empty
    assert [request.method for request in again.sent] == ["GET", "GET"], "the listing and the list"
    deploy(SECOND, storage.target, tmp_path)
    assert published(storage) == SECOND


@pytest.mark.slow
def test_only_what_changed_is_sent_and_pages_come_after_their_assets(
    storage: Storage, tmp_path: Path
) -> None:
    deploy(FIRST, storage.target, tmp_path)
    requests = Requests()
    deploy(SECOND, storage.target, tmp_path, requests)
    writes = [
        (request.method, request.url.partition("/site/")[2])
        for request in requests.sent
        if request.method != "GET"
    ]
    assert writes[:4] == [
        ("PUT", MANIFEST), ("PUT", "static/b.css"), ("PUT", "index.html"), ("PUT", "feed.xml"),
    ]  # fmt: skip
    assert {method for method, _ in writes[4:-1]} == {"DELETE"}
    assert writes[-1] == ("PUT", MANIFEST)


@pytest.mark.slow
def test_objects_below_a_prefix_leave_the_rest_of_the_bucket_alone(
    storage: Storage, tmp_path: Path
) -> None:
    (storage.folder / "site" / "index.html").write_text("another site", "utf-8")
    (storage.folder / "site" / "news-archive").mkdir()
    (storage.folder / "site" / "news-archive" / "a.html").write_text("archive", "utf-8")
    target = replace(storage.target, prefix="news/")
    deploy(FIRST, target, tmp_path)
    deploy(SECOND, target, tmp_path)
    found = storage.objects()
    del found[f"news/{MANIFEST}"]
    theirs = {"index.html": "another site", "news-archive/a.html": "archive"}
    assert found == {**theirs, **{f"news/{path}": text for path, text in SECOND.items()}}


@pytest.mark.slow
def test_a_bucket_of_more_than_a_thousand_objects_is_listed_whole(
    storage: Storage, tmp_path: Path
) -> None:
    many = {f"pagefind/ar/{n:04}.pf_fragment": f"{n}" for n in range(1100)}
    deploy({**FIRST, **many}, storage.target, tmp_path)
    assert published(storage) == {**FIRST, **many}
    requests = Requests()
    assert deploy({**FIRST, **many}, storage.target, tmp_path, requests).is_empty
    listings = [request for request in requests.sent if "list-type=2" in request.url]
    assert len(listings) == 2, "a listing holds a thousand objects at most"
    deploy(FIRST, storage.target, tmp_path)
    assert published(storage) == FIRST


HOSTS = {
    **FIRST,
    "_headers": "/*\n  X-Frame-Options: DENY\n/static/*\n  Cache-Control: max-age=31536000\n",
    "_redirects": "/old/ /ar/ 301\n",
    "old/index.html": "moved",
    "index.html.br": "compressed",
}


@pytest.mark.slow
def test_an_object_is_sent_with_its_headers_signed_and_its_sum(
    storage: Storage, tmp_path: Path
) -> None:
    requests = Requests()
    deploy(HOSTS, storage.target, tmp_path, requests)
    puts = requests.puts()
    assert {"_headers", "_redirects", "index.html.br"} & set(puts) == set()
    css = puts["static/a.css"]
    assert css["Content-Type"] == "text/css; charset=utf-8"
    assert css["Cache-Control"] == "max-age=31536000"
    md5 = hashlib.md5(b"old", usedforsecurity=False).digest()
    assert css["Content-MD5"] == base64.b64encode(md5).decode()
    assert css["Authorization"].startswith(f"AWS4-HMAC-SHA256 Credential={KEY}/")
    assert not any(name.lower().startswith("x-amz-checksum") for name in css)
    assert puts["old/index.html"]["x-amz-website-redirect-location"] == "/ar/"
    assert puts["index.html"]["Content-Type"] == "text/html; charset=utf-8"
    assert "Cache-Control" not in puts["index.html"]
    assert "X-Frame-Options" not in puts["index.html"], "nothing S3 could hold"
    with open_s3(storage.target) as deployer:
        answer = client_of(deployer).head_object(Bucket="site", Key="static/a.css")
    assert answer["ContentType"].startswith("text/css")


@pytest.mark.slow
def test_changed_headers_send_an_object_again(storage: Storage, tmp_path: Path) -> None:
    deploy(HOSTS, storage.target, tmp_path)
    changed = {**HOSTS, "_headers": HOSTS["_headers"].replace("31536000", "60")}
    requests = Requests()
    deploy(changed, storage.target, tmp_path, requests)
    assert set(requests.puts()) == {MANIFEST, "static/a.css"}
    assert requests.puts()["static/a.css"]["Cache-Control"] == "max-age=60"
    assert deploy(changed, storage.target, tmp_path).is_empty


@pytest.mark.slow
def test_a_server_that_goes_away_midway_is_told_and_a_rerun_completes(
    storage: Storage, tmp_path: Path
) -> None:
    deploy(FIRST, storage.target, tmp_path)
    many = {f"static/{n}.css": f"{n}" for n in range(60)}
    counted = Counter[str]()

    def cut(deployer: Deployer) -> None:
        def note(request: Any, **_: object) -> None:
            counted[request.method] += 1
            if counted["PUT"] == 20:
                storage.stop()

        client_of(deployer).meta.events.register("before-send.s3", note)

    with pytest.raises(UserError) as caught:
        deploy({**SECOND, **many}, storage.target, tmp_path, cut)
    assert problem_of(caught).code == "deploy-unreachable"
    found = published(storage)
    assert found["index.html"] == "one", "no page before its assets"
    assert found["static/a.css"] == "old", "nothing is removed before all is there"
    assert any(path in found for path in many), "some had arrived"


@pytest.mark.slow
def test_after_a_broken_deploy_only_the_rest_is_sent(storage: Storage, tmp_path: Path) -> None:
    deploy(FIRST, storage.target, tmp_path)
    many = {f"static/{n}.css": f"{n}" for n in range(60)}
    site = {**SECOND, **many}

    def fail(deployer: Deployer) -> None:
        client = client_of(deployer)
        put = client.put_object
        sent = Counter[str]()

        def put_some(**about: Any) -> Any:
            sent["put"] += 1
            if sent["put"] > 30:
                raise UserError([Problem("test", "cut", storage.target.place)])
            return put(**about)

        client.put_object = put_some

    with pytest.raises(UserError, match="cut"):
        deploy(site, storage.target, tmp_path, fail)
    arrived = len(set(published(storage)) & set(many))
    assert arrived == 29, "30 requests, one of them the list"
    requests = Requests()
    deploy(site, storage.target, tmp_path, requests)
    assert published(storage) == site
    assert len(requests.puts()) == len(many) - arrived + len(SECOND) - 1 + 1, "ar/ is unchanged"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "value"), [("AWS_ACCESS_KEY_ID", "somebody-else"), ("AWS_SECRET_ACCESS_KEY", "wrong")]
)
def test_wrong_keys(
    storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(UserError) as caught:
        deploy(FIRST, storage.target, tmp_path)
    assert problem_of(caught).code == "deploy-credentials"
    assert storage.objects() == {}


@pytest.mark.slow
def test_a_bucket_that_is_not_there(storage: Storage, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        deploy(FIRST, replace(storage.target, bucket="elsewhere"), tmp_path)
    assert problem_of(caught).code == "deploy-bucket"
    assert problem_of(caught).message == "there is no bucket `elsewhere`"


def test_no_keys_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(UserError) as caught:
        deploy(FIRST, S3Target("live", "site", endpoint="http://127.0.0.1:9"), tmp_path)
    assert problem_of(caught).code == "deploy-credentials"


def test_a_profile_nobody_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "newsroom")
    with pytest.raises(UserError) as caught:
        deploy(FIRST, S3Target("live", "site"), tmp_path)
    assert problem_of(caught).code == "deploy-credentials"


def test_without_boto3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(UserError) as caught:
        deploy(FIRST, S3Target("live", "site"), tmp_path)
    problem = problem_of(caught)
    assert problem.code == "no-s3"
    assert "pip install 'dragoman[s3]'" in problem.hint


@pytest.mark.parametrize(
    ("answer", "status", "code"),
    [
        ("RequestTimeTooSkewed", 403, "deploy-clock"),
        ("AccessDenied", 403, "deploy-denied"),
        ("ExpiredToken", 400, "deploy-credentials"),
        ("PermanentRedirect", 301, "deploy-bucket"),
        ("AuthorizationHeaderMalformed", 400, "deploy-bucket"),
        ("NoSuchBucket", 404, "deploy-bucket"),
        ("InternalError", 500, "deploy-refused"),
        ("SlowDown", 503, "deploy-refused"),
        ("NotImplemented", 501, "deploy-refused"),
    ],
)
def test_what_amazon_refuses_is_told(answer: str, status: int, code: str) -> None:
    from botocore.stub import Stubber

    with open_s3(S3Target("live", "site")) as deployer, Stubber(client_of(deployer)) as stub:
        stub.add_client_error("list_objects_v2", answer, "words of Amazon", status)
        with pytest.raises(UserError) as caught:
            deployer.standing([])
    problem = problem_of(caught)
    assert problem.code == code
    assert problem.hint


def test_an_encrypted_object_has_a_tag_of_its_own() -> None:
    """With SSE-KMS an ETag is no MD5 (Amazon S3 User Guide, "Checking object integrity")."""
    from botocore.stub import ANY, Stubber

    with open_s3(S3Target("live", "site")) as deployer, Stubber(client_of(deployer)) as stub:
        stub.add_response("put_object", {"ETag": '"0f0f-own"'}, {
            "Bucket": "site", "Key": "a.css", "Body": b"x", "ContentMD5": ANY,
            "ContentType": "text/css",
        })  # fmt: skip
        file = SiteFile("a.css", b"x", (("Content-Type", "text/css"),))
        assert deployer.put([file], lambda: None) == {"a.css": "0f0f-own"}


def test_where_requests_go() -> None:
    def stop(**_: object) -> None:
        raise RuntimeError("far enough")

    def host(target: S3Target) -> str:
        with open_s3(target) as deployer:
            requests = Requests()
            requests(deployer)
            client_of(deployer).meta.events.register("before-send.s3", stop)
            with pytest.raises(RuntimeError, match="far enough"):
                deployer.read("a")
        url: str = requests.sent[0].url
        return url.removesuffix("/a")

    own = S3Target("live", "news-site", region="eu-central-1")
    assert host(own) == "https://news-site.s3.eu-central-1.amazonaws.com"
    other = S3Target("live", "news-site", endpoint="https://s3.example.org")
    assert host(other) == "https://s3.example.org/news-site"
    assert host(replace(other, bucket_in_host=True)) == "https://news-site.s3.example.org"
