"""What the settings of dates and digits do to pages."""

from __future__ import annotations

from tests.driver import SiteTest

SETTINGS = '[languages.ar]\nmonths = "levant"\ndigits = "arab"\nhijri = true\n\n[licence]'


def test_months_digits_and_hijri_of_arabic_pages() -> None:
    built = SiteTest().with_change("site.toml", "[licence]", SETTINGS).build()
    assert built.errors == ""
    arabic, english = built.page("ar/water/index.html"), built.page("en/water/index.html")
    assert 'datetime="2026-10-01">١ تشرين الأول ٢٠٢٦ (٢٠ ربيع الآخر ١٤٤٨ هـ)</time>' in arabic
    assert 'datetime="2026-10-01">1 October 2026</time>' in english
    assert 'data-arabic-digits="ar"' in arabic
    assert 'data-arabic-digits="ar"' in english


def test_pages_in_ascii_digits_say_nothing_of_digits() -> None:
    assert "data-arabic-digits" not in SiteTest().build().page("ar/water/index.html")


def test_hijri_is_true_or_false() -> None:
    site = SiteTest().with_change(
        "site.toml", "[licence]", '[languages.en]\nhijri = "yes"\n\n[licence]'
    )
    assert "`hijri`: `yes` is neither true nor false" in site.build().errors
