'use strict';
// Long texts as words of one vocabulary (layers/texts.py): unpacked while the page is idle, decoded row
// by row when somebody reads, and searched as numbers, without ever becoming text.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  const BLOCK = 4096;
  const TWO = 192;
  const THREE = TWO + 48 * 256;
  const FOUR = THREE + 15 * 65_536;
  const AT_ONCE = 8; // blocks unpacked together while searching
  const AHEAD = 512; // most blocks that are unpacked before anybody asks: two million rows
  const ROOM = 8; // milliseconds that a block should find free
  const SEPARATOR = /^(?:[\x00-\x7f\u2000-\u203f\u060c\u061b\u061f\u3000-\u3002])/;
  const LETTER = /^[A-Za-z0-9]/;

  /**
   * @param {{names: string[], rows: number, blocks: number, stream: (part: string) => Promise}} options
   */
  kit.createTexts = ({ names, rows, blocks, stream }) => {
    let vocabulary = null;
    const decoded = new Map();
    const waiting = new Map();

    const words = () =>
      (vocabulary ??= (async () => {
        const list = JSON.parse(new TextDecoder().decode(await stream('words')));
        const letters = Uint8Array.from(list, (word) => (LETTER.test(word) || !SEPARATOR.test(word) ? 1 : 0));
        return { list, letters, folded: null };
      })());

    const block = (at) => {
      if (!waiting.has(at)) {
        waiting.set(
          at,
          (async () => {
            const known = await words();
            const bytes = await stream(String(at));
            decoded.set(at, { ...known, parts: parts(bytes, Math.min(BLOCK, rows - at * BLOCK), names.length) });
            return decoded.get(at);
          })(),
        );
      }
      return waiting.get(at);
    };

    // What is asked for meanwhile goes first: a search unpacks all that is left without such pauses.
    const whenIdle = (first) =>
      idle(async (deadline) => {
        let next = first;
        do {
          await block(next);
          next += 1;
        } while (next < blocks && deadline.timeRemaining() > ROOM);
        if (next < blocks) whenIdle(next);
      });

    const read = ({ list, letters, parts: found }, column, row) => textOf(list, letters, found[column], row % BLOCK);
    const at = (row) => decoded.get(Math.floor(row / BLOCK));
    const columns = new Map(
      names.map((name, column) => [
        name,
        {
          kind: 'text',
          ready: (row) => decoded.has(Math.floor(row / BLOCK)),
          at(row) {
            if (!at(row)) throw new RangeError(`${name} is not decoded yet: ask store.text`);
            return read(at(row), column, row);
          },
          get: async (row) => read(await block(Math.floor(row / BLOCK)), column, row),
        },
      ]),
    );

    return {
      columns,
      blocks,
      complete: () => decoded.size === blocks,
      all: async () => {
        for (let first = 0; first < blocks; first += AT_ONCE)
          await Promise.all(Array.from({ length: Math.min(AT_ONCE, blocks - first) }, (_, i) => block(first + i)));
      },
      block,
      /** Unpack the blocks one by one while nothing else is to be done, so that a search finds them there. */
      ahead() {
        if (blocks <= AHEAD && decoded.size < blocks) whenIdle(0);
      },
      /** Set bit i of found[row] where a text of the row holds the i-th wanted word; all must be decoded. */
      search(wanted, found) {
        if (!blocks || !names.length) return;
        const { list, letters } = decoded.get(0);
        const hits = wordHits(list, wanted);
        if (!hits.some(Boolean)) return;
        for (let number = 0; number < blocks; number += 1)
          decoded.get(number).parts.forEach((part) => mark(part, hits, found, number * BLOCK));
        return letters;
      },
    };
  };

  const idle = (task) =>
    globalThis.requestIdleCallback ? requestIdleCallback(task) : setTimeout(task, 4 * ROOM, { timeRemaining: () => 0 });

  // The columns of a block: lengths in four planes of bytes, then the words.
  function parts(bytes, count, columns) {
    let at = 0;
    return Array.from({ length: columns }, () => {
      const ends = new Uint32Array(count);
      let end = 0;
      for (let row = 0; row < count; row += 1) {
        const low = bytes[at + row] | (bytes[at + row + count] << 8);
        end += low | (bytes[at + row + 2 * count] << 16) | (bytes[at + row + 3 * count] << 24);
        ends[row] = end;
      }
      const from = at + 4 * count;
      at = from + end;
      return { ends, words: bytes.subarray(from, at) };
    });
  }

  function textOf(list, letters, { ends, words }, row) {
    const end = ends[row];
    let at = row ? ends[row - 1] : 0;
    if (at === end) return null;
    let text = '';
    let after = 0; // whether the word before is one of letters
    while (at < end) {
      let code = words[at];
      at += 1;
      if (code >= 255) {
        code = FOUR + ((words[at] << 16) | (words[at + 1] << 8) | words[at + 2]);
        at += 3;
      } else if (code >= 240) {
        code = THREE + (((code - 240) << 16) | (words[at] << 8) | words[at + 1]);
        at += 2;
      } else if (code >= TWO) {
        code = TWO + (((code - TWO) << 8) | words[at]);
        at += 1;
      }
      if (after && letters[code]) text += ' ';
      text += list[code];
      after = letters[code];
    }
    return text;
  }

  /** For each word of a list, a bit for each wanted word that its folded form holds. */
  const wordHits = (list, wanted) => {
    const folded = kit.foldedList(list);
    return kit.listHits(folded, wanted);
  };

  function mark({ ends, words }, hits, found, first) {
    let at = 0;
    for (let row = 0; row < ends.length; row += 1) {
      const end = ends[row];
      let bits = 0;
      while (at < end) {
        let code = words[at];
        at += 1;
        if (code >= TWO) {
          if (code < 240) {
            code = TWO + (((code - TWO) << 8) | words[at]);
            at += 1;
          } else if (code < 255) {
            code = THREE + (((code - 240) << 16) | (words[at] << 8) | words[at + 1]);
            at += 2;
          } else {
            code = FOUR + ((words[at] << 16) | (words[at + 1] << 8) | words[at + 2]);
            at += 3;
          }
        }
        bits |= hits[code];
      }
      found[first + row] |= bits;
    }
  }
})();
