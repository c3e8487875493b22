"""What a plan sends, removes and leaves; and that it completes whatever broke off before it."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.deploying.manifest import MANIFEST, Manifest, Record, print_manifest, read_manifest
from generator.deploying.objections import objections, obstacles
from generator.deploying.order import wave
from generator.deploying.plan import make_plan
from generator.deploying.sayings import describe_plan, describe_size
from generator.deploying.sending import send
from generator.model.deployment import SiteFile
from generator.model.problem import Place as Spot
from tests.deploying.place import SITE, BrokenOffError, Place, deploy, named, plan_for

PATHS = (
    "index.html", "ar/index.html", "ar/water/index.html", "ar/water", "ar/feed.xml", "sitemap.xml",
    "static-1a/style.css", "static-2b/style.css", "media/water/map.svg", "404.html", "robots.txt",
    "pagefind/catalog.json", "pagefind/ar/x.pf_index", "ar/water/timeline.json", "CNAME",
)  # fmt: skip
FOREIGN = ("README.md", "ar/private.html", "photos/a.jpg", ".well-known/acme")


def _fits(paths: Sequence[str]) -> bool:
    return not any(one.startswith(f"{other}/") for one in paths for other in paths)


headers = st.sampled_from([(), (("Cache-Control", "no-cache"),), (("Cache-Control", "max-age=9"),)])
sites = st.dictionaries(
    st.sampled_from(PATHS), st.tuples(st.sampled_from([b"", b"one", b"two"]), headers), max_size=9
).filter(lambda site: _fits(tuple(site))).map(
    lambda site: tuple(SiteFile(path, *about) for path, about in site.items())
)  # fmt: skip
strangers = st.dictionaries(st.sampled_from(FOREIGN), st.sampled_from([b"", b"one", b"theirs"]))


def _place(others: dict[str, bytes], has_own_tags: bool) -> Place:
    return Place({p: SiteFile(p, content) for p, content in others.items()}, has_own_tags)


def _holds(place: Place, site: Sequence[SiteFile], others: dict[str, bytes]) -> bool:
    theirs = {path: SiteFile(path, content) for path, content in others.items()}
    return place.site() == {**theirs, **{file.path: file for file in site}}


@given(st.lists(sites, min_size=1, max_size=3), strangers, st.booleans())
def test_after_a_deploy_the_place_holds_the_site_and_what_is_of_others(
    history: list[tuple[SiteFile, ...]], others: dict[str, bytes], has_own_tags: bool
) -> None:
    place = _place(others, has_own_tags)
    for site in history:
        deploy(site, place)
        assert _holds(place, site, others)
        assert set(place.manifest().records) == {file.path for file in site}
        again = plan_for(site, place)
        assert again.is_empty
        assert (again.unchanged, again.foreign) == (len(site), len(others))


@example(
    (SiteFile("a", b""),), (SiteFile("a", b"", (("Cache-Control", "no-cache"),)),),
    (SiteFile("a", b""),), {}, False, 1, 0,
)  # fmt: skip
@given(sites, sites, sites, strangers, st.booleans(), st.integers(0, 25), st.integers(0, 25))
def test_what_broke_off_anywhere_is_completed_by_a_rerun_or_by_a_newer_site(
    old: tuple[SiteFile, ...],
    new: tuple[SiteFile, ...],
    newer: tuple[SiteFile, ...],
    others: dict[str, bytes],
    has_own_tags: bool,
    steps: int,
    more_steps: int,
) -> None:
    place = _place(others, has_own_tags)
    deploy(old, place)
    for site, limit in ((new, steps), (newer, more_steps)):
        place.steps_left = limit
        with contextlib.suppress(BrokenOffError):
            deploy(site, place)
        kept = {path: place.files[path].content for path in others}
        assert kept == others, "a file of others is never touched"
    place.steps_left = -1
    deploy(newer, place)
    assert _holds(place, newer, others)
    assert plan_for(newer, place).is_empty


@given(sites, sites)
def test_nothing_goes_before_all_is_there_and_no_page_comes_before_its_assets(
    old: tuple[SiteFile, ...], new: tuple[SiteFile, ...]
) -> None:
    place = Place()
    deploy(old, place)
    plan = plan_for(new, place)
    place.done.clear()
    send(plan, place, lambda: None)
    sent = [path for what, path in place.done if what == "put" and path != MANIFEST]
    added = {file.path for file in plan.added}
    waves = [wave(path, is_new=path in added) for path in sent]
    assert waves == sorted(waves)
    assert sorted(sent) == sorted(file.path for file in plan.sent)
    first_removal = next(
        (
            at
            for at, (what, path) in enumerate(place.done)
            if what == "remove" and path not in plan.in_the_way
        ),
        len(place.done),
    )
    late = [path for what, path in place.done[first_removal:] if what == "put"]
    assert set(late) <= {MANIFEST}
    if place.done and plan.during != plan.before:
        assert place.done[0] == ("put", MANIFEST), "the list knows first what is to come"


@given(sites, strangers, st.dictionaries(st.sampled_from(PATHS), st.just(b"theirs")))
def test_a_file_of_others_is_overwritten_only_when_somebody_says_so(
    site: tuple[SiteFile, ...], others: dict[str, bytes], in_place: dict[str, bytes]
) -> None:
    wanted = {file.path for file in site}
    in_place = {path: content for path, content in in_place.items() if path in wanted}
    plan = plan_for(site, _place({**others, **in_place}, False))
    assert plan.taken == tuple(sorted(in_place))
    codes = [problem.code for problem in objections(plan, "x", Spot("x"))]
    assert ("deploy-foreign" in codes) == bool(in_place)


WAVES = [
    ["static-0f/style.css", "static-0f/search/data.json", "media/water/map.svg", "icon.png",
     "pagefind/pagefind.js", "pagefind/table-26.json", "static-0f/style.css.br"],
    ["ar/water/timeline.json", "ar/water/timeline.ics", "manifest.webmanifest", "_headers"],
    ["en/new/index.html", "en/new/index.html.gz"],
    ["index.html", "404.html", "ar/water/index.html.br"],
    ["ar/feed.xml", "ar/feed.json", "sitemap.xml", "robots.txt", "atom.xml", "ar/feed.xml.gz"],
    ["pagefind/catalog.json", "pagefind/catalog.json.br"],
]  # fmt: skip


def test_the_order_of_every_kind_of_file() -> None:
    for number, paths in enumerate(WAVES):
        for path in paths:
            assert wave(path, is_new="new" in path) == number, path


def test_pages_go_before_what_they_show() -> None:
    place = Place()
    deploy(named(["a.html", "static-1/a.css", "feed.xml", "keep.html", "keep2.html"]), place)
    plan = plan_for(named(["keep.html", "keep2.html"]), place)
    assert plan.last_removals() == ("feed.xml", "a.html", "static-1/a.css")


def test_new_pages_come_before_the_pages_that_lead_to_them() -> None:
    place = Place()
    deploy([SiteFile("a.html", b"old")], place)
    plan = plan_for([SiteFile("a.html", b"new"), SiteFile("b.html", b"b")], place)
    assert [[file.path for file in each] for each in plan.waves()] == [["b.html"], ["a.html"]]


def test_a_file_makes_room_for_a_folder_and_the_other_way_round() -> None:
    place = Place()
    deploy(named(["ar/water", "en/x/y"]), place)
    plan = deploy(named(["ar/water/index.html", "en/x"]), place)
    assert plan.in_the_way == ("ar/water", "en/x/y")
    assert sorted(place.site()) == ["ar/water/index.html", "en/x"]


def test_files_of_others_where_a_folder_must_be_stop_the_plan() -> None:
    place = Place({path: SiteFile(path, b"") for path in ("ar", "en/x/notes.txt")})
    plan = plan_for(named(["ar/index.html", "en/x"]), place)
    assert plan.blocked == ("ar", "en/x/notes.txt")
    assert [each.code for each in obstacles(plan, "x", Spot("x"))] == ["deploy-blocked"]


def codes(site: Sequence[SiteFile], place: Place, address: str = SITE) -> list[str]:
    return [each.code for each in objections(plan_for(site, place, address), "x", Spot("x"))]


def test_a_site_that_loses_most_of_its_pages_is_objected_to() -> None:
    place = Place()
    deploy(named(["a.html", "b.html", "c.html", "style.css"]), place)
    assert codes(named(["a.html", "b.html", "style.css"]), place) == []
    assert codes(named(["a.html", "style.css"]), place) == ["deploy-shrinks"]
    assert codes([], place) == ["deploy-shrinks"]


def test_a_new_search_index_is_no_loss() -> None:
    place = Place()
    pages = ["a.html", "b.html"]
    deploy(named([*pages, *(f"pagefind/ar/old{n}.pf_index" for n in range(50))]), place)
    assert codes(named([*pages, *(f"pagefind/ar/new{n}.pf_index" for n in range(45))]), place) == []
    assert codes(named(pages), place) == ["deploy-shrinks"], "an index that is gone is a loss"


def test_another_site_is_objected_to() -> None:
    place = Place()
    deploy(named(["a.html"]), place)
    assert codes(named(["a.html"]), place, "https://other.example/") == ["deploy-other-site"]


def test_the_first_deploy_to_an_empty_place_meets_no_objection() -> None:
    assert codes(named(["a.html"]), Place()) == []


def test_an_equal_file_of_others_becomes_the_sites() -> None:
    place = Place({"a.html": SiteFile("a.html", b"a.html")})
    plan = deploy(named(["a.html"]), place)
    assert (plan.sent, plan.taken, plan.unchanged) == ((), (), 1)
    assert place.done == [("put", MANIFEST)]


def test_changed_headers_send_a_file_again() -> None:
    place = Place()
    deploy([SiteFile("a.css", b"x", (("Cache-Control", "no-cache"),))], place)
    newer = [SiteFile("a.css", b"x", (("Cache-Control", "max-age=9"),))]
    assert [file.path for file in plan_for(newer, place).changed] == ["a.css"]
    deploy(newer, place)
    assert place.files["a.css"].headers == (("Cache-Control", "max-age=9"),)


def test_headers_whose_arrival_nobody_knows_are_sent_again() -> None:
    place = Place()
    deploy([SiteFile("a.css", b"x", (("Cache-Control", "no-cache"),))], place)
    place.steps_left = 1  # the list alone
    newer = [SiteFile("a.css", b"x", (("Cache-Control", "max-age=9"),))]
    with pytest.raises(BrokenOffError):
        deploy(newer, place)
    assert [file.path for file in plan_for(newer, place).changed] == ["a.css"]


def test_a_file_somebody_deleted_there_is_sent_again() -> None:
    place = Place()
    deploy(named(["a.html", "b.html"]), place)
    del place.files["a.html"]
    assert [file.path for file in plan_for(named(["a.html", "b.html"]), place).added] == ["a.html"]


def test_the_plan_in_words() -> None:
    place = Place({"theirs": SiteFile("theirs", b"")})
    deploy([*named(["old.html", "same.html"]), SiteFile("a.html", b"1")], place)
    site = [
        *named(["same.html", *(f"n{number:02}.css" for number in range(12))]),
        SiteFile("a.html", b"x" * 1234),
    ]
    assert list(describe_plan(plan_for(site, place))) == [
        "add 12 files, 84 bytes",
        *(f"  + n{number:02}.css" for number in range(10)),
        "  … and 2 more",
        "change 1 file, 1.2 kB",
        "  ~ a.html",
        "remove 1 file",
        "  - old.html",
        "leave 1 unchanged, 1 of others",
    ]
    deploy(site, place)
    assert list(describe_plan(plan_for(site, place))) == [
        "nothing to send", "leave 14 unchanged, 1 of others",
    ]  # fmt: skip
    assert [describe_size(size) for size in (1, 999, 1000, 2_500_000)] == [
        "1 byte", "999 bytes", "1.0 kB", "2.5 MB",
    ]  # fmt: skip


records = st.builds(Record, st.text("0f", min_size=1), st.text("0f"), st.text("0f-"))
manifests = st.builds(
    Manifest, st.text(), st.dictionaries(st.sampled_from((*PATHS, "ar/شرح.html")), records)
)


@given(manifests)
def test_the_list_is_read_as_it_was_written(manifest: Manifest) -> None:
    assert read_manifest(print_manifest(manifest)) == manifest


def test_the_list_is_the_same_for_the_same_site() -> None:
    one, other = Place(), Place()
    deploy(named(["a.html", "b.html"]), one)
    deploy(named(["b.html"]), other)
    deploy(named(["b.html", "a.html"]), other)
    assert one.files[MANIFEST] == other.files[MANIFEST]


@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/passwd", "a/../../x", "a//b", "C:/x", "a\\b", "", ".", "a/", "a\nb", "\ud800"],
)
def test_a_list_that_names_a_path_outside_is_refused(path: str) -> None:
    listing = {"version": 1, "site": SITE, "files": {path: "0f"}}
    with pytest.raises(ValueError, match="path"):
        read_manifest(json.dumps(listing).encode())


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"version": 2}', '{"version": 1, "site": 1, "files": {}}', "\xff",
     '{"version": 1, "site": "", "files": {"a": 1}}',
     '{"version": 1, "site": "", "files": {"a": []}}',
     '{"version": 1, "site": "", "files": {"a": ["b", 1]}}',
     "[" * 100_000],
)  # fmt: skip
def test_a_damaged_list_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_manifest(text.encode("latin-1"))


def test_a_plan_needs_no_list_to_leave_what_it_does_not_know() -> None:
    plan = make_plan([], {"a.html": "0f", MANIFEST: "1"}, Manifest(), str, SITE)
    assert (plan.removed, plan.foreign) == ((), 1)
