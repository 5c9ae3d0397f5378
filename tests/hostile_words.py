"""Over five hundred hostile strings: what must never run, break, hide or be obeyed in a map.

They are made of parts (ways out of a context, elements, handlers, engines), so that every way out
meets every kind of payload. `RUN` is what a payload does if it runs: it leaves a mark.
"""

from __future__ import annotations

RUN = "window.ran=1"
SCRIPT = f"<script>{RUN}</script>"
IMAGE = f"<img src=x onerror={RUN}>"
DRAWING = f"<svg onload={RUN}>"

WAYS_OUT = [
    "", '"', "'", "`", "-->", "--!>", "]]>", "*/", "</script>", "</SCRIPT >", "</script\n>",
    "</style>", "</title>", "</textarea>", "</noscript>", "</template>", "</svg>", '">', "'>",
    "\\", '\\"', "\\u0022>", "&quot;>", "&#34;&gt;", "\n", "\r\n", "\u2028", "\u2029", "//", "#",
    ")}]);", "'];", '"};', "${", "`;", "<!--", "<![CDATA[", "<?", "<%",
]  # fmt: skip

ELEMENTS = [
    f"<a href=javascript:{RUN}>x</a>", f"<body onload={RUN}>", f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>", f"<select autofocus onfocus={RUN}>",
    f"<textarea autofocus onfocus={RUN}>", f"<video><source onerror={RUN}></video>",
    f"<audio src onerror={RUN}>", f"<video poster=javascript:{RUN}>", f"<marquee onstart={RUN}>",
    f"<object data=javascript:{RUN}>", f"<embed src=javascript:{RUN}>",
    f"<iframe src=javascript:{RUN}>", f"<iframe srcdoc='{SCRIPT}'>", f"<form action=javascript:{RUN}>",
    f"<button formaction=javascript:{RUN}>x", f"<meta http-equiv=refresh content='0;javascript:{RUN}'>",
    "<base href=//example.invalid/>", "<link rel=stylesheet href=//example.invalid/x>",
    "<style>@import '//example.invalid/x'</style>", "<style>*{display:none}</style>",
    f"<math><mtext></form><form><mglyph><style></math>{IMAGE}", f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x>", f"<svg><a xlink:href=javascript:{RUN}>x</a>",
    f"<svg><use href='data:image/svg+xml,{DRAWING}'>", f"<image src=x onerror={RUN}>",
    f"<x onclick={RUN}>x</x>", f"<x style=animation-name:x onanimationstart={RUN}>",
    f"<x contenteditable onblur={RUN}>x", f"<table background=javascript:{RUN}>", "<plaintext>",
    f"<xmp>{SCRIPT}", f"<noscript><p title='</noscript>{IMAGE}'>", f"<template>{SCRIPT}</template>",
    f"<frameset onload={RUN}>", f"<dialog open onclose={RUN}>", f"<img src=`x`onerror={RUN}>",
    f"<img/src/onerror={RUN}>", f"<IMG SRC=x OnErRoR={RUN}>", f"<img src=x onerror\n=\n{RUN}>",
    f"<<script>{RUN}//<</script>", f"<scr<script>ipt>{RUN}</scr</script>ipt>", f"<\x00script>{RUN}</script>",
    f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e", f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    f"%3Cscript%3E{RUN}%3C/script%3E", f"&lt;script&gt;{RUN}&lt;/script&gt;", f"\\x3cscript\\x3e{RUN}",
    f"\\u003cscript\\u003e{RUN}", "<div id=conflictmap-data>{}</div>", "<p data-popup=x data-event-id=x>",
    "<input name=getElementById>", "<form id=location>", "<img name=conflictmap>",
]  # fmt: skip

LEAVE_A_MARK = "cycler.__init__.__globals__.os.system('touch template-ran')"
ENGINES = [
    "{{%s}}", "{{ %s }}", "{{- %s -}}", "{%% if %s %%}x{%% endif %%}", "{%% set x = %s %%}{{x}}",
    "{%% print(%s) %%}", "{%% raw %%}{%% endraw %%}{{%s}}", "${%s}", "$%s", "#{%s}", "<%%= %s %%>",
    "<%% %s %%>", "${{%s}}", "{{{%s}}}", "{%s}", "*{%s}", "@(%s)", "~{%s}", "[[%s]]", "[(%s)]", "{{=%s}}",
    "{@%s}", "{php}%s{/php}", "{if %s}{/if}", "{#%s#}", "{# %s", "%%{%s}", "`${%s}`", "{{'%s'|safe}}",
]  # fmt: skip
EXPRESSIONS = ["7*7", LEAVE_A_MARK, "self.__init__", "config.items()", "''.__class__.__mro__"]

ADDRESSES = [
    f"javascript:{RUN}", f"JaVaScRiPt:{RUN}", f" javascript:{RUN}", f"java\tscript:{RUN}",
    f"java\nscript:{RUN}", f"\x01javascript:{RUN}", f"javascript&colon;{RUN}", f"javascript://%0a{RUN}",
    f"jav&#x09;ascript:{RUN}", f"data:text/html,{SCRIPT}", f"data:text/html;base64,{RUN}",
    f"vbscript:{RUN}", "file:///etc/passwd", "//example.invalid/x", "\\\\example.invalid\\x",
    "http://[", "http://a:b@example.invalid/", "https://example.invalid/\u202egnp.exe", "blob:x",
    "about:blank", "view-source:x", "ftp://example.invalid", "mailto:a@example.invalid?body=%0a",
    "http://example.invalid/ onclick=x", "http://127.0.0.1:1/", "intent://x", "ms-word:ofe|u|x",
]  # fmt: skip

FORMULAS = [
    sign + rest
    for sign in ("=", "+", "-", "@", "\t=", "\r=", "\uff1d", '"=', "'=")
    for rest in ("1+1", "cmd|'/C calc'!A0", 'HYPERLINK("http://example.invalid","x")', "IMPORTXML(A1)")
]  # fmt: skip

PATHS = [
    "../../etc/passwd", "..\\..\\windows", "/etc/passwd", "C:\\CON", "NUL", "COM1.html", "~root", "%2e%2e%2f",
    "....//", "a/../../b", "file.html\x00.png", ".", "..", "-rf", "--help", "$(touch shell-ran)",
    "`touch shell-ran`", ";touch shell-ran;", "|touch shell-ran", "&& touch shell-ran", "%PATH%", "$HOME",
    "\\\\?\\C:\\", "name.", "name ", "*?<>|", "a" * 300,
]  # fmt: skip

OTHER_TONGUES = [
    "' OR '1'='1", "'; DROP TABLE events;--", "1; SELECT pg_sleep(9)", "*)(uid=*))(|(uid=*", "' or ''='",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>", "%s%s%n", "%d%x", "{0.__class__}",
    "{event_id}", "{count}", "{}", "%(name)s", "(a+)+$", "[[:alpha:]]", ".*", "\\1", "$1", "$&", "\\0",
    "() { :; }; touch shell-ran", "\x1b[2J\x1b[31mred", "\x07\x08", "\r\nSet-Cookie: x=1", "<?php x(); ?>",
    "!!python/object/apply:os.system ['touch yaml-ran']", "__import__('os').system('touch python-ran')",
    '{"$ne": null}', "[[]]", '"}}]', '{"a":', "\\", "\\\\", '\\"', "\\'", "\\u0000", "\\ud800", "&amp;amp;",
    "&#0;", "&#x110000;", "&nosuch;", "]]>", "url(#x);}", "expression(1)", "/*", "*/", "//", "--", "; ", ";;",
]  # fmt: skip

NAMES_OF_THINGS = [
    "__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "length", "name",
    "then", "toJSON", "undefined", "null", "None", "NaN", "nan", "NA", "<NA>", "NULL", "true", "false",
    "Infinity", "-Infinity", "inf", "-0", "0", "00", "1e309", "1E1000", "0x10", "1_000", "1,000", "\u0661\u0662",
    "\u00bd", "1/0", "2024-02-30", "0000-00-00", "9999-12-31", "99999-01-01", "1970-01-01T00:00:00Z", " ",
    "\u00a0", "\u3000", "\t", "0.1e-400", "\u221e", "event_id", "conflictmap", "kit", "L", "document", "window",
]  # fmt: skip

WRITING = [
    *(f"a{chr(code)}b" for code in (*range(1, 9), 11, 12, *range(14, 32), *range(127, 160))),
    *(f"left {chr(code)}right" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x2070))),
    *(f"x{chr(code)}y" for code in (0xAD, 0x34F, 0x61C, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F)),
    *(f"x{chr(code)}y" for code in (0x2028, 0x2029, 0x2060, 0x2061, 0xFEFF, 0xFFF9, 0xFFFC, 0xFFFD, 0xFFFE)),
    "\u202egpj.exe", "\u2067\u202eabc\u2069", "e\u0301\u0302\u0303\u0304" * 20, "Z\u0351\u036b\u0343a\u0322lgo",
    "\U000e0041\U000e0042", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f3f4\U000e0067\U000e007f",
    "\U0001f1fa\U0001f1e6", "\U00010ffff", "\ue000", "\uff21\uff22", "\u2160\u216f", "\ufb01\ufb03", "\u0130\u0131Ii",
    "stra\u00dfe", "\u1e9e", "\u03a3\u03c3\u03c2", "\u00c5\u212b", "\u0410\u0412 AB", "раypal", "شهر راسک", "پنجگور",
    "العربية english עברית", "ျမန္မာ", "ရန်ကုန်", "አማርኛ", "ไทย\u200bไทย", "हिन्दी", "日本語テキスト", "中文", "한국어",
    "\u0600\u0601\u06dd", "\u0e33\u0e33\u0e33", "\u1100\u1161\u11a8", "\u0c15\u0c4d\u0c15", "\ufdfd" * 3, "W" * 400,
    "word " * 200, "\u00a0" * 50, "\n\n\n", "a\nb\rc\td",
]  # fmt: skip

WORDS: tuple[str, ...] = tuple(
    dict.fromkeys(
        [
            *(way + payload for way in WAYS_OUT for payload in (SCRIPT, IMAGE, DRAWING)),
            *ELEMENTS,
            *(engine % words for engine in ENGINES for words in EXPRESSIONS),
            *ADDRESSES,
            *FORMULAS,
            *PATHS,
            *OTHER_TONGUES,
            *NAMES_OF_THINGS,
            *WRITING,
        ]
    )
)
"""Every string once, none of them empty."""

SURROGATES = ("\ud800", "a\udfffb", "\udc00\ud800")
"""What no UTF-8 file can hold, but what a caller of the library can hand over."""
