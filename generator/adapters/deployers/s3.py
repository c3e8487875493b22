"""A bucket of S3 or of storage that speaks its protocol, by boto3 (the extra `s3`).

Keys come from where boto3 looks for them: the environment, ~/.aws, the machine's role.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any, TypeVar

from generator.deploying.files import REDIRECT_HEADER
from generator.model.deployment import S3Target, SiteFile
from generator.model.problem import Problem, UserError

_AT_ONCE = 8
"""Requests under way at a time: enough to hide the distance, too few to be throttled."""
_ATTEMPTS = 4
_PARAMETERS = {
    "Cache-Control": "CacheControl",
    "Content-Disposition": "ContentDisposition",
    "Content-Encoding": "ContentEncoding",
    "Content-Language": "ContentLanguage",
    "Content-Type": "ContentType",
    REDIRECT_HEADER: "WebsiteRedirectLocation",
}
_WRONG_KEYS = frozenset(
    {"InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken",
     "TokenRefreshRequired", "InvalidClientTokenId"}
)  # fmt: skip
_Given = TypeVar("_Given")
_Got = TypeVar("_Got")


@contextmanager
def open_s3(target: S3Target) -> Iterator[S3Deployer]:
    """The bucket, not asked yet; raises UserError when boto3 is missing or finds no keys."""
    try:
        import boto3
        from botocore.config import Config
    except ImportError as error:
        message = "boto3, which speaks to the storage, is not installed"
        hint = "`pip install 'dragoman[s3]'`; in this repository, `make extras`"
        raise UserError([Problem("no-s3", message, target.place, hint)]) from error
    with _problems(target):
        session = boto3.session.Session()
        client = session.client(
            "s3",
            # The storage of others asks for no region, but a signature cannot do without one.
            region_name=target.region or session.region_name or "us-east-1",
            endpoint_url=target.endpoint or None,
            config=Config(
                retries={"mode": "standard", "max_attempts": _ATTEMPTS},
                max_pool_connections=_AT_ONCE,
                connect_timeout=10,
                read_timeout=30,
                s3={"addressing_style": "virtual" if target.bucket_in_host else "auto"},
                # What boto3 adds of itself since 1.36 is refused by other storage; files carry
                # their MD5 instead.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )
    try:
        yield S3Deployer(client, target)
    finally:
        client.close()


class S3Deployer:
    """`ports.Deployer` of a bucket; a tag is an ETag, the MD5 of an object in hex.

    Objects that were sent in parts or encrypted with keys of one's own have other ETags (Amazon
    S3, "Checking object integrity"): the list at the target keeps those.
    """

    def __init__(self, client: Any, target: S3Target) -> None:
        self._client = client
        self._target = target

    @property
    def label(self) -> str:
        at = f" at {self._target.endpoint}" if self._target.endpoint else ""
        return f"s3://{self._target.bucket}/{self._target.prefix}{at}"

    def digest(self, content: bytes) -> str:
        return hashlib.md5(content, usedforsecurity=False).hexdigest()

    def standing(self, paths: Collection[str]) -> Mapping[str, str]:  # noqa: ARG002
        """Keys that end with a slash are what consoles show as folders, and no files."""
        found: dict[str, str] = {}
        prefix = self._target.prefix
        with _problems(self._target):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._target.bucket, Prefix=prefix
            )
            for page in pages:
                for each in page.get("Contents", ()):
                    path = each["Key"].removeprefix(prefix)
                    if path and not path.endswith("/"):
                        found[path] = each["ETag"].strip('"')
        return found

    def read(self, path: str) -> bytes:
        with _problems(self._target):
            answer = self._client.get_object(Bucket=self._target.bucket, Key=self._key(path))
            content: bytes = answer["Body"].read()
        return content

    def put(self, files: Sequence[SiteFile], arrived: Callable[[], None]) -> Mapping[str, str]:
        def put_one(file: SiteFile) -> tuple[str, str]:
            md5 = hashlib.md5(file.content, usedforsecurity=False).digest()
            answer = self._client.put_object(
                Bucket=self._target.bucket,
                Key=self._key(file.path),
                Body=file.content,
                ContentMD5=base64.b64encode(md5).decode(),
                **{_PARAMETERS[name]: value for name, value in file.headers},
            )
            arrived()
            return file.path, answer["ETag"].strip('"')

        with _problems(self._target):
            return dict(_each(put_one, files))

    def remove(self, paths: Sequence[str]) -> None:
        """One by one: not all storage knows the request that removes many."""

        def remove_one(path: str) -> None:
            self._client.delete_object(Bucket=self._target.bucket, Key=self._key(path))

        with _problems(self._target):
            _each(remove_one, paths)

    def finish(self) -> str:
        return ""

    def _key(self, path: str) -> str:
        return self._target.prefix + path


def _each(work: Callable[[_Given], _Got], given: Sequence[_Given]) -> list[_Got]:
    """The results, several made at a time; after the first failure nothing more is begun."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        futures = [pool.submit(work, each) for each in given]
        try:
            wait(futures, return_when=FIRST_EXCEPTION)
        finally:
            for future in futures:
                future.cancel()
    failed = [f for f in futures if not f.cancelled() and f.exception() is not None]
    for future in failed:
        future.result()
    return [future.result() for future in futures]


@contextmanager
def _problems(target: S3Target) -> Iterator[None]:
    """What the storage or boto3 says, as a Problem that says what to do."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as error:
        raise UserError([_refusal(error, target)]) from error
    except BotoCoreError as error:
        raise UserError([_failure(error, target)]) from error


def _refusal(error: Any, target: S3Target) -> Problem:
    """The storage has answered, and says no."""
    code = str(error.response.get("Error", {}).get("Code", ""))
    words = str(error.response.get("Error", {}).get("Message", "")) or code
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    place = target.place
    if code == "NoSuchBucket":
        message = f"there is no bucket `{target.bucket}`"
        hint = "make it first, or check `bucket`, `endpoint` and `region`"
        return Problem("deploy-bucket", message, place, hint)
    if code == "RequestTimeTooSkewed":
        message = "this computer's clock is wrong, so that the storage takes no signature"
        return Problem("deploy-clock", message, place, "set the clock, and run it again")
    if code in _WRONG_KEYS:
        message = f"the storage does not know these keys: {words} ({code})"
        hint = "check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
        return Problem("deploy-credentials", message, place, hint)
    if code in ("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraint"):
        message = f"the bucket `{target.bucket}` is in another region: {words}"
        return Problem("deploy-bucket", message, place, "set `region`")
    if status == 403:
        message = f"the storage forbids it: {words} ({error.operation_name}, {code})"
        hint = (
            "the keys need s3:ListBucket on the bucket, and s3:GetObject, s3:PutObject and "
            "s3:DeleteObject on what is in it"
        )
        return Problem("deploy-denied", message, place, hint)
    message = f"the storage refuses {error.operation_name}: {words} ({code})"
    return Problem("deploy-refused", message, place, "run it again; what was sent stays")


def _failure(error: Exception, target: S3Target) -> Problem:
    """No answer came, or boto3 could not ask."""
    from botocore.exceptions import (
        ConnectionError as NoConnectionError,
    )
    from botocore.exceptions import (
        HTTPClientError,
        NoCredentialsError,
        PartialCredentialsError,
        ProfileNotFound,
    )

    place = target.place
    if isinstance(error, NoCredentialsError | PartialCredentialsError | ProfileNotFound):
        message = f"no keys for the storage were found: {error}"
        hint = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
        return Problem("deploy-credentials", message, place, hint)
    if isinstance(error, NoConnectionError | HTTPClientError):
        message = f"the storage does not answer: {error}"
        hint = "check `endpoint` and the network, and run it again: what was sent is not sent twice"
        return Problem("deploy-unreachable", message, place, hint)
    message = f"boto3 cannot ask the storage: {error}"
    return Problem("deploy-refused", message, place, "check the settings of the target")
