"""Text is data: the only two doors through which words enter a page."""

from __future__ import annotations

import html
import json
import re

_SURROGATE = re.compile("[\ud800-\udfff]")
# What could end a script element, open a comment, or end a line in old JavaScript.
_SCRIPT_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}
# What a reader must see and not obey, as in layers/dom.js; the HTML parser itself would drop NUL.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


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


def visible(value: str) -> str:
    r"""Tell signs that would be obeyed, or that HTML cannot hold, by their number.

    Parameters
    ----------
    value
        Any text.

    Returns
    -------
    str
        The text, in which control characters, lone surrogates and signs that change the direction
        of what follows (overrides, embeddings, isolates) are seen and not obeyed; the marks and
        joiners that Persian, Urdu or Hebrew are written with stay what they are.

    Examples
    --------
    >>> visible("\u202egpj.exe")
    '[U+202E]gpj.exe'
    """
    return _CONTROLS.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", value)


def markup_text(value: str) -> str:
    """Write text as HTML text or a quoted attribute.

    Parameters
    ----------
    value
        Any text.

    Returns
    -------
    str
        The text, made :func:`visible`, with ``& < > " '`` as character references.

    Examples
    --------
    >>> markup_text("<b>Rask & Panjgur</b>")
    '&lt;b&gt;Rask &amp; Panjgur&lt;/b&gt;'
    """
    return html.escape(visible(value))
