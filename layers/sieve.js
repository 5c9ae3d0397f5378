'use strict';
// Loops over all events: with sums in place of forks, for a processor that guesses wrong at every other
// row takes ten times as long; and in stretches, for a function that is called often is compiled soon,
// one that runs once, however long, is not.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const STRETCH = 4096; // rows

  /** A loop(arrays, from, to) as a function of a number of rows and of arrays, which it passes on. */
  const inStretches = (loop) => (number, arrays) => {
    for (let from = 0; from < number; from += STRETCH) loop(arrays, from, Math.min(number, from + STRETCH));
    return arrays;
  };
  kit.inStretches = inStretches;

  /** Set a bit of `failed` where the days from `start` to `end` do not touch those from `first` to `last`. */
  kit.failOutside = inStretches(({ failed, bit, start, end, first, last }, from, to) => {
    for (let row = from; row < to; row += 1)
      failed[row] = (failed[row] & ~bit) | (((start[row] > last) | (end[row] < first)) * bit);
  });

  /** Set a bit of `failed` where `fails[code]` has it. */
  kit.failCodes = inStretches(({ failed, bit, codes, fails }, from, to) => {
    for (let row = from; row < to; row += 1) failed[row] = (failed[row] & ~bit) | fails[codes[row]];
  });

  /** Write the rows that failed nothing into `listed`, one after the other, and 0 or 1 into `mask`. */
  kit.listPassing = (number, { failed, mask, listed }) => {
    const arrays = { failed, mask, listed, count: 0 };
    passing(number, arrays);
    return arrays.count;
  };
  const passing = inStretches((arrays, from, to) => {
    const { failed, mask, listed } = arrays;
    let { count } = arrays;
    for (let row = from; row < to; row += 1) {
      const passes = (failed[row] - 1) >>> 31; // 1 where nothing failed
      mask[row] = passes;
      listed[count] = row; // written over by the next, unless it passes
      count += passes;
    }
    arrays.count = count;
  });

  const REHEARSED = 2 ** 17; // rows
  const SAMPLE = 1024; // of them, for two days between which half of all lie

  /**
   * Run the loops of a filter by time on arrays of its own: a function is compiled for what it has seen,
   * and so the first window that a reader draws would wait for that.
   */
  kit.rehearseFilter = ({ n, start, end }, codes, size) => {
    const rows = Math.min(n, REHEARSED);
    const days = start.slice(0, SAMPLE).sort();
    const [first, last] = [1, 3].map((quarter) => days[(days.length * quarter) >> 2]);
    const arrays = { failed: new Uint16Array(rows), mask: new Uint8Array(rows), listed: new Uint32Array(rows + 1) };
    kit.failOutside(rows, { failed: arrays.failed, bit: 1, start, end, first, last });
    const passed = kit.listPassing(rows, arrays);
    return kit.countCodes(arrays.listed.subarray(0, passed), codes, size);
  };

  /** Rows of `order` that are in the mask, in that order; `room` for one more than all rows is written over. */
  kit.listOrdered = (number, { order, mask, room }) => {
    // As single bits, the mask of a million rows is near enough to the processor to be read here and there.
    const bits = new Uint32Array((number >>> 5) + 1);
    pack(number, { mask, bits });
    const arrays = { order, bits, room, count: 0 };
    ordered(number, arrays);
    return room.slice(0, arrays.count);
  };
  const pack = inStretches(({ mask, bits }, from, to) => {
    for (let row = from; row < to; row += 1) bits[row >>> 5] |= mask[row] << (row & 31);
  });
  const ordered = inStretches((arrays, from, to) => {
    const { order, bits, room } = arrays;
    let { count } = arrays;
    for (let place = from; place < to; place += 1) {
      const row = order[place];
      room[count] = row;
      count += (bits[row >>> 5] >>> (row & 31)) & 1;
    }
    arrays.count = count;
  });

  /** How many of some rows have each code. */
  kit.countCodes = (rows, codes, size) => {
    const counts = new Uint32Array(size);
    counted(rows.length, { rows, codes, counts });
    return counts;
  };
  const counted = inStretches(({ rows, codes, counts }, from, to) => {
    for (let at = from; at < to; at += 1) counts[codes[rows[at]]] += 1;
  });

  /**
   * What some rows, in their order, say of each code: how many there are, the first, and their hue, as
   * `hues[other[row]]` gives it, or `mixed` if they differ. Untouched where there is none.
   */
  kit.gatherCodes = (rows, arrays) => gathered(rows.length, { rows, ...arrays });
  const gathered = inStretches(({ rows, codes, other, hues, mixed, counts, first, hue }, from, to) => {
    for (let at = from; at < to; at += 1) {
      const row = rows[at];
      const code = codes[row];
      const own = hues[other[row]];
      if (counts[code] === 0) {
        first[code] = row;
        hue[code] = own;
      } else if (hue[code] !== own) hue[code] = mixed;
      counts[code] += 1;
    }
  });

  /** Add to `counts` the codes of rows that failed exactly one bit. */
  kit.countFailed = inStretches(({ failed, bit, codes, counts }, from, to) => {
    for (let row = from; row < to; row += 1) counts[codes[row]] += failed[row] === bit ? 1 : 0;
  });
})();
