'use strict';
// Finding words in any spelling: text is folded once, whole lists at a time, and searched as one
// long text; rows are then found by number.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  // Case, accents, Arabic letter forms and vowel signs; what is no letter stays as it is.
  const ASCII = /^[\x00-\x7f]*$/;
  const folded = (text) =>
    ASCII.test(text)
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
        const next = line + 1 < begins.length ? begins[line + 1] : text.length;
        // Where nothing stands between two texts, what is found may lie in both: then it is in neither.
        const within = place + word.length <= next;
        if (within) hits[line] |= 1 << bit;
        place = within && next === text.length ? -1 : text.indexOf(word, within ? next : place + 1);
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

  // Names in one long text are searched as they lie where folding changes no length; else each is made.
  function foldedNames({ text, ends, at }) {
    if (ASCII.test(text)) {
      const begins = new Uint32Array(ends.length);
      for (let row = 1; row < ends.length; row += 1) begins[row] = ends[row - 1];
      return { text: text.toLowerCase(), begins };
    }
    return kit.foldedList(Array.from(ends, (_, row) => at(row)));
  }

  // Which numbers, written with their noughts behind a prefix, hold a word: none is ever written.
  function markNumbers({ prefix, digits, numbers }, word, bit, found) {
    const before = prefix.toLowerCase();
    const mark = (passes) => {
      for (let row = 0; row < found.length; row += 1) if (passes(numbers[row])) found[row] |= bit;
    };
    if (before.includes(word)) return mark(() => true);
    const figures = /[0-9]*$/.exec(word)[0];
    for (let size = 1; size <= Math.min(figures.length, digits); size += 1) {
      const head = word.slice(0, word.length - size);
      if (head && !before.endsWith(head)) continue;
      // Behind a head the figures come first; alone they may stand anywhere.
      for (let behind = digits - size; behind >= (head ? digits - size : 0); behind -= 1) {
        const [unit, wanted] = [10 ** behind, Number(word.slice(head.length))];
        mark((number) => Math.floor(number / unit) % 10 ** size === wanted);
      }
    }
    return undefined;
  }

  function markColumn(column, words, found) {
    if (!column || (column.kind !== 'codes' && column.kind !== 'names')) return;
    if (column.kind === 'codes') {
      const hits = kit.listHits(kit.foldedList(column.values), words);
      if (!hits.some(Boolean)) return; // nothing of this column matches
      const { codes } = column;
      for (let row = 0; row < found.length; row += 1) found[row] |= hits[codes[row]];
    } else if (column.numbers) {
      words.forEach((word, at) => markNumbers(column, word, 1 << at, found));
    } else {
      column.folded ??= foldedNames(column);
      const hits = kit.listHits(column.folded, words);
      for (let row = 0; row < found.length; row += 1) found[row] |= hits[row];
    }
  }
})();
