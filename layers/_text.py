"""Text is data: the only two doors through which words enter a page."""

from __future__ import annotations

import html
import json
import re

_SURROGATE = re.compile("[\ud800-\udfff]")
# What could end a script element, open a comment, or end a line in old JavaScript.
_SCRIPT_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
# What an HTML parser drops or refuses in text: NUL and lone surrogates.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def script_json(value: object) -> str:
    r"""Write a value as JSON that is safe verbatim inside a ``<script>`` element.

    Parameters
    ----------
    value
        Anything :func:`json.dumps` takes; NaN and infinity are refused.

    Returns
    -------
    str
        JSON with sorted keys and no spaces, in which ``<``, ``>``, ``&``, U+2028, U+2029 and
        lone surrogates are escaped, so that it can be encoded as UTF-8 and cannot end its element.

    Raises
    ------
    ValueError
        If a number is not finite.

    Examples
    --------
    >>> script_json({"place": "</script>"})
    '{"place":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    text = text.translate(_SCRIPT_ESCAPES)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def markup_text(value: str) -> str:
    """Write text as HTML text or a quoted attribute.

    Parameters
    ----------
    value
        Any text; what HTML cannot hold becomes U+FFFD.

    Returns
    -------
    str
        The text with ``& < > " '`` as character references.

    Examples
    --------
    >>> markup_text("<b>Rask & Panjgur</b>")
    '&lt;b&gt;Rask &amp; Panjgur&lt;/b&gt;'
    """
    return html.escape(_UNWRITABLE.sub("\ufffd", value))
