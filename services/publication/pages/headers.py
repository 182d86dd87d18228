"""What every public page says about itself: no script at all, and which pages are nothing for search engines."""

from collections.abc import Mapping

# Tighter than the house's own: these pages show text that came from outside this process, and need no script at all.
POLICY = (
    "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {"Content-Security-Policy": POLICY}
HIDDEN: Mapping[str, str] = {"X-Robots-Tag": "noindex, nofollow, noarchive"}
