"""A program that speaks like `pagefind --service` and does one thing wrong.

Run by the tests as `python stand_in.py FAULT`; it takes the place of the binary.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import time


def main(fault: str, asked: str) -> int:
    if asked == "--version":
        if fault == "dies":
            sys.stderr.write("cannot load a library\n")
            return 3
        print("pagefind 2.0.0" if fault == "other version" else "pagefind 1.5.2")
        return 0
    for request in requests():
        if not answer(request["message_id"], request["payload"], fault):
            return 1
    return 0


def requests():
    waiting = b""
    while more := os.read(0, 1 << 16):
        *whole, waiting = (waiting + more).split(b",")
        yield from (json.loads(base64.b64decode(each)) for each in whole)


def answer(number: int, payload: dict, fault: str) -> bool:
    kind = payload["type"]
    if kind == "AddRecord":
        if fault == "hangs":
            time.sleep(600)
        if fault == "stops":
            sys.stderr.write("thread main panicked\n")
            return False
        if fault == "complains":
            return say(number, {"type": "Error", "message": "no memory", "original_message": None})
        if fault == "damaged":
            sys.stdout.write("@@@@,")
            sys.stdout.flush()
            return True
        if fault == "no json":
            sys.stdout.write(base64.b64encode(b"words").decode() + ",")
            sys.stdout.flush()
            return True
        words = len(payload["content"].split())
        return say(
            number + (fault == "other number"),
            {
                "type": "IndexedDir" if fault == "other type" else "IndexedFile",
                "page_word_count": words + (fault == "other count"),
                "page_url": "other" if fault == "other page" else payload["url"],
                "page_meta": payload["meta"],
            },
        )
    if kind == "NewIndex":
        return say(number, {"type": kind, "index_id": 7 if fault == "other index" else 0})
    if kind == "GetFiles":
        files = {"no files": None, "no content": [{"path": "x"}], "odd file": ["x"]}
        return say(number, {"type": kind, "files": files.get(fault, [])})
    return say(number, {"type": kind})


def say(number: int, payload: dict) -> bool:
    message = json.dumps({"message_id": number, "payload": payload})
    sys.stdout.write(base64.b64encode(message.encode()).decode() + ",")
    sys.stdout.flush()
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
