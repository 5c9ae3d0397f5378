'use strict';
// Finding words in any spelling: text is folded once, whole lists at a time, and searched as one
// long text; rows are then found by number.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  // Case, accents, Arabic letter forms and vowel signs; what is no letter stays as it is.
  const folded = (text) =>
    /^[\x00-\x7f]*$/.test(text)
      ? text.toLowerCase()
      : text
          .normalize('NFKD')
          .replace(/[\p{M}\u0640]/gu, '')
          .toLowerCase()
          .replace(/[\u064a\u0649]/g, '\u06cc')
          .replace(/\u0643/g, '\u06a9')
          .replace(/\u03c2/g, '\u03c3');

  /** Fold text for search; what stands between words becomes one space. */
  kit.fold = (text) =>
    folded(String(text))
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();

  /** The words of a query, folded, each once. */
  kit.queryWords = (text) => [...new Set(kit.fold(text ?? '').split(' '))].filter(Boolean);

  const lists = new WeakMap();

  /** A list of texts, folded: one long text, one line each, and where each line begins. */
  kit.foldedList = (list) => {
    if (!lists.has(list)) {
      const text = folded(list.map((value) => (value === null ? '' : String(value).replaceAll('\n', ' '))).join('\n'));
      const begins = new Uint32Array(list.length);
      for (let at = 1, place = 0; at < list.length; at += 1) {
        place = text.indexOf('\n', place) + 1;
        begins[at] = place;
      }
      lists.set(list, { text, begins });
    }
    return lists.get(list);
  };

  /** For each text of a folded list, bit i if it holds the i-th of up to 31 words. */
  kit.listHits = ({ text, begins }, words) => {
    const hits = new Uint32Array(begins.length);
    words.forEach((word, bit) => {
      let line = 0;
      for (let place = text.indexOf(word); place >= 0; ) {
        line = lineAt(begins, place, line);
        hits[line] |= 1 << bit;
        if (line + 1 === begins.length) break;
        place = text.indexOf(word, begins[line + 1]);
      }
    });
    return hits;
  };

  function lineAt(begins, place, from) {
    let [low, high] = [from, begins.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (begins[middle] <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * Which rows hold every word, each in any of the columns.
   * @returns {Uint8Array} 1 for each such row; long texts count only if all are decoded
   */
  kit.searchRows = (table, names, words) => {
    const passed = new Uint8Array(table.n).fill(1);
    for (let first = 0; first < words.length; first += 31) {
      const some = words.slice(first, first + 31);
      const found = new Uint32Array(table.n);
      names.forEach((name) => markColumn(table.column(name), some, found));
      if (table.texts?.complete()) table.texts.search(some, found);
      const all = some.length === 31 ? 0x7fffffff : (1 << some.length) - 1;
      for (let row = 0; row < table.n; row += 1) if (found[row] !== all) passed[row] = 0;
    }
    return passed;
  };

  // The names are made for this alone: only their folded text is kept.
  function foldedNames(column, n) {
    const names = new Array(n);
    for (let row = 0; row < n; row += 1) names[row] = column.at(row);
    return kit.foldedList(names);
  }

  function markColumn(column, words, found) {
    if (!column || column.kind === 'text') return;
    if (column.kind === 'codes') {
      const hits = kit.listHits(kit.foldedList(column.values), words);
      if (!hits.some(Boolean)) return; // nothing of this column matches
      const { codes } = column;
      for (let row = 0; row < found.length; row += 1) found[row] |= hits[codes[row]];
    } else if (column.kind === 'names') {
      column.folded ??= foldedNames(column, found.length);
      const hits = kit.listHits(column.folded, words);
      for (let row = 0; row < found.length; row += 1) found[row] |= hits[row];
    }
  }
})();
