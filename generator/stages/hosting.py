"""Files that tell a host how to serve the site: `_headers`, `_redirects`, CNAME, .nojekyll.

What each header is for: https://owasp.org/www-project-secure-headers/. docs/publishing.md says
which host reads which file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from generator.model.artifact import Artifact
from generator.model.config import SiteConfig
from generator.model.problem import Checked, Place, Problem
from generator.stages.assets import Assets
from generator.text.host_files import (
    HEADERS_FILE,
    REDIRECTS_FILE,
    HeaderRule,
    Redirect,
    address_of,
    headers_for,
    print_headers,
    print_redirects,
)
from generator.text.policy import (
    INLINE,
    Policy,
    Use,
    declared,
    forbids,
    narrowest,
    print_policy,
    uses_of_page,
    uses_of_style,
)

_CONFIG = "site.toml"
_FOR_EVER = ("Cache-Control", "public, max-age=31536000, immutable")
"""RFC 8246: for what gets another address whenever it changes."""
_ASK_AGAIN = ("Cache-Control", "public, max-age=0, must-revalidate")
_EVERYWHERE = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
_HSTS = ("Strict-Transport-Security", "max-age=31536000")
_WORKER = "search/worker.js"
_WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
"""A worker keeps the policy of its own file, and Pagefind's program is WebAssembly."""
_PICTURE_POLICY = "default-src 'none'; sandbox"
"""A picture that is opened by itself shows itself and does nothing else."""
_NAMED_BY_CONTENT = (
    "static/*",
    "media/*",
    "social/*",
    "pagefind/ar/*",
    "pagefind/en/*",
    "pagefind/table-*",
)
_KEPT_NAMES = (
    "sw.js",
    "pagefind/catalog.json",
    "pagefind/pagefind.js",
    "pagefind/wasm.en.pagefind",
)


def host_files(
    artifacts: Sequence[Artifact],
    assets: Assets,
    redirects: Sequence[Redirect],
    config: SiteConfig,
) -> Checked[tuple[Artifact, ...]]:
    """The files, and a problem for whatever a page uses that a policy forbids.

    The policy in the headers is made from what all pages really use, so that it allows no more.
    """
    pages = [each for each in artifacts if each.path.endswith(".html")]
    styles = [each for each in assets.artifacts if each.path.endswith(".css")]
    policies: list[Policy] = []
    uses: set[Use] = set()
    refused: dict[Use, list[str]] = defaultdict(list)
    for page in pages:
        html = page.content.decode()
        policy = declared(html)
        used = uses_of_page(html)
        for use in sorted(used):
            if use.source == INLINE or (policy is not None and forbids(policy, use)):
                refused[use].append(page.path)
        uses |= used
        policies += [policy] if policy is not None else []
    for style in styles:
        uses |= uses_of_style(style.content.decode())
    rules = header_rules(artifacts, assets, narrowest(uses, policies), config)
    files = {
        HEADERS_FILE: print_headers(rules),
        **({REDIRECTS_FILE: print_redirects(redirects)} if redirects else {}),
        # Without it GitHub Pages leaves out files whose names begin with `_`.
        ".nojekyll": "",
        **({"CNAME": f"{config.publishing.domain}\n"} if config.publishing.domain else {}),
    }
    made = tuple(Artifact(path, text.encode(), _CONFIG) for path, text in files.items())
    return Checked(made, tuple(_refusals(refused)))


def header_rules(
    artifacts: Sequence[Artifact], assets: Assets, policy: Policy, config: SiteConfig
) -> tuple[HeaderRule, ...]:
    """The headers of every kind of file.

    No header stands in two rules that fit one path: hosts would send both values.
    """
    base = config.base_path
    everywhere = (*_EVERYWHERE, *((_HSTS,) if config.publishing.hsts else ()))
    page = (("Content-Security-Policy", print_policy(policy)), _ASK_AGAIN)
    rules = [HeaderRule(f"{base}*", everywhere)]
    rules += [HeaderRule(base + path, page) for path in _page_paths(artifacts, config)]
    extra: Mapping[str, tuple[tuple[str, str], ...]] = {
        "media/*": (("Content-Security-Policy", _PICTURE_POLICY),)
    }
    rules += [
        HeaderRule(base + path, (_FOR_EVER, *extra.get(path, ()))) for path in _NAMED_BY_CONTENT
    ]
    rules += [HeaderRule(base + path, (_ASK_AGAIN,)) for path in _KEPT_NAMES]
    worker = assets.folder + _WORKER
    if worker in assets.paths:
        policy_of_worker = (("Content-Security-Policy", _WORKER_POLICY),)
        rules.append(HeaderRule(base + worker, policy_of_worker))
    # Last: Cloudflare Pages obeys a hundred rules, and needs none for what it redirects.
    rules += [HeaderRule(base + path, (_ASK_AGAIN,)) for path in _others(artifacts, rules, base)]
    return tuple(rules)


def _page_paths(artifacts: Sequence[Artifact], config: SiteConfig) -> Iterator[str]:
    """Patterns that hold every page of the theme: those at the root, and the folders of each
    language and of both."""
    yield ""
    at_root = (each.path for each in artifacts if "/" not in each.path)
    yield from sorted(path for path in at_root if path.endswith(".html"))
    offline = ("offline",) if config.offline.enabled else ()
    folders = (*(each.code for each in config.languages), "both", *offline)
    yield from (f"{folder}/*" for folder in folders)


def _others(artifacts: Sequence[Artifact], rules: Sequence[HeaderRule], base: str) -> list[str]:
    """Paths of the files for which no rule says how long they may be kept: sitemaps, robots.txt,
    and pages at earlier addresses, which bring a policy of their own."""
    paths = {address_of(each.path) for each in artifacts}
    left = (path for path in paths if "Cache-Control" not in headers_for(rules, base + path))
    return sorted(quote(path) for path in left)


def _refusals(refused: Mapping[Use, Sequence[str]]) -> Iterator[Problem]:
    for use, where in sorted(refused.items()):
        more = f" (and {len(where) - 1} more)" if len(where) > 1 else ""
        yield Problem(
            "policy-forbids",
            f"the page {where[0]}{more} has {_named(use)}, which its content security policy "
            "stops browsers from using",
            Place("templates"),
            "put scripts and styles into files of `static/`; what comes from another host must be "
            "named in the policy of base.html",
        )


def _named(use: Use) -> str:
    return use.what if use.source == INLINE else f"`{use.what[:80]}` ({use.directive})"
