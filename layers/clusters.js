'use strict';
// Crowds: where marks would lie on each other, one ring stands for them. Its number is how many
// events it holds, its slices are who did them; it falls apart as the map comes nearer.
//
// Points are first counted in fine cells that are fixed to the ground, then the fullest cell draws in
// its neighbours: which marks share a ring depends on the zoom, not on where the map was dragged to.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const REACH = 40; // pixels between the middles of rings that do not touch
  const CELL = 5; // pixels to a side of a fine cell
  const STEP = 40 * CELL; // the region's corners lie on multiples of this, so that cells never shift
  const MARGIN = 400; // pixels around a view that are counted with it: ten reaches

  /** The region to count for a view: larger, so that moving on costs nothing for a while. */
  kit.crowdRegion = ({ left, top, width, height }) => {
    const down = (value) => Math.floor(value / STEP) * STEP;
    const up = (value) => Math.ceil(value / STEP) * STEP;
    const [padX, padY] = [Math.max(MARGIN, width / 2), Math.max(MARGIN, height / 2)];
    const region = { left: down(left - padX), top: down(top - padY) };
    return { ...region, width: up(left + width + padX) - region.left, height: up(top + height + padY) - region.top };
  };

  const STRETCH = 8192; // points looked at in one go

  /**
   * The cells of a region that hold points at all: worked out once for a zoom, whatever is shown.
   * @param field   points (layers/field.js)
   * @param size    pixels to the world's width
   * @param region  {left, top, width, height} in pixels of the world
   * @param hues    whose points they are: `codes[row]`, `of[code]` the number of one of `count`
   * colours, or `count` for several: then those are `lists[code]`
   */
  kit.crowdCells = (...of) => finished(kit.crowdCellsInSteps(...of));

  /** The same in steps of a few milliseconds, for who draws in between: an iterator that returns the cells. */
  kit.crowdCellsInSteps = function* crowdCellsInSteps(field, size, region, hues) {
    const columns = Math.ceil(region.width / CELL);
    const slots = new Int32Array(columns * Math.ceil(region.height / CELL)).fill(-1);
    const slotOf = new Uint32Array(hues.codes.length); // by row; 0 lies outside
    const cells = { field, size, region, hues, columns, slots, slotOf, used: 1, tallies: null };
    for (const [begin, end] of stretchesOf(field, size, region))
      yield* inStretches(end - begin, (from, to) => enter(cells, begin + from, begin + to));
    return cells;
  };

  function stretchesOf(field, size, { left, top, width, height }) {
    const found = [];
    const box = { left: left / size, top: top / size, right: (left + width) / size, bottom: (top + height) / size };
    field.scan(box, (from, to) => found.push([from, to]));
    return found;
  }

  // A function that is called often is compiled; one that runs once, however long, may not be.
  function* inStretches(number, visit, stretch = STRETCH) {
    for (let from = 0; from < number; from += stretch) {
      visit(from, Math.min(number, from + stretch));
      yield;
    }
  }

  function finished(steps) {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }
  kit.finished = finished;

  function enter(cells, from, to) {
    const { field, size, columns, slots, slotOf } = cells;
    const { left, top, width, height } = cells.region;
    const { x: xs, y: ys, rows } = field;
    let { used } = cells;
    for (let at = from; at < to; at += 1) {
      const x = xs[at] * size - left;
      const y = ys[at] * size - top;
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const cell = Math.floor(y / CELL) * columns + Math.floor(x / CELL);
      if (slots[cell] < 0) {
        slots[cell] = used;
        used += 1;
      }
      slotOf[rows[at]] = slots[cell];
    }
    cells.used = used;
  }

  /**
   * Gather the shown points of a region.
   * @param cells  of the region, as above
   * @param rows   that are shown, in their order
   * @returns `marks`: {number, x, y, count, row, single, colours}, where `x`, `y` are pixels of the world,
   * `row` is the first row held, `single` says that all rows held share one point, and `colours` counts
   * by the numbers of the hues; `each(visit)`, which calls visit(row, number of its mark) for every shown
   * point of the region; `of(x, y)`, the number of the mark that holds a point of the region, or -1
   */
  kit.crowds = (cells, rows) => finished(kit.crowdsInSteps(cells, rows));

  /** The same in steps. */
  kit.crowdsInSteps = function* crowdsInSteps(cells, rows) {
    const { slotOf, columns, slots } = cells;
    const { left, top } = cells.region;
    const tallies = emptied(cells);
    yield* inStretches(rows.length, (from, to) => count(slotOf, cells.hues, tallies, rows, from, to));
    const { marks, markOf } = yield* gather(cells, tallies);
    yield* singled(cells, rows, { marks, markOf });
    const each = (visit) => {
      for (const row of rows) if (slotOf[row]) visit(row, markOf[slotOf[row]]);
    };
    const of = (x, y) => markOf[slots[Math.floor((y - top) / CELL) * columns + Math.floor((x - left) / CELL)]] ?? -1;
    return { marks, each, of };
  };

  // The arrays are kept: a filter that moves with every frame leaves no garbage.
  function emptied(cells) {
    const { used, hues } = cells;
    cells.tallies ??= { counts: new Uint32Array(used), first: new Uint32Array(used), colours: new Uint32Array(used * (hues.count + 1)) };
    cells.tallies.counts.fill(0);
    cells.tallies.colours.fill(0);
    return cells.tallies;
  }

  // Rows come in their order: the first one seen of a cell is its first. What lies outside is counted as
  // one cell, for a processor that guesses wrong where a loop forks takes ten times as long.
  function count(slotOf, { codes, of, lists, count: several }, { counts, first, colours }, rows, from, to) {
    for (let at = from; at < to; at += 1) {
      const row = rows[at];
      const slot = slotOf[row];
      if (counts[slot] === 0) first[slot] = row;
      counts[slot] += 1;
      const hue = of[codes[row]];
      colours[slot * (several + 1) + hue] += 1;
      if (hue === several) for (const one of lists[codes[row]]) colours[slot * (several + 1) + one] += 1;
    }
  }

  // The fullest cell first; each goes to the nearest mark within reach, or starts one of its own.
  function* gather(cells, tallies) {
    const { width, height } = cells.region;
    const columns = Math.ceil(width / REACH) + 2;
    const made = {
      columns,
      heads: new Int32Array(columns * (Math.ceil(height / REACH) + 2)).fill(-1), // of the marks of a square
      next: [],
      xs: [], // of the marks, within the region
      ys: [],
      marks: [],
      markOf: new Int32Array(cells.used).fill(-1),
    };
    const order = fullestFirst(tallies);
    yield* inStretches(order.length, (from, to) => place(cells, tallies, made, order.subarray(from, to)), 1024);
    return made;
  }

  function place(cells, { counts, colours }, { columns, heads, next, xs, ys, marks, markOf }, order) {
    const { field, size, region, hues, slots, columns: across } = cells;
    for (const row of order) {
      const spot = field.at(row);
      const x = field.x[spot] * size - region.left;
      const y = field.y[spot] * size - region.top;
      const slot = slots[Math.floor(y / CELL) * across + Math.floor(x / CELL)];
      const home = (Math.floor(y / REACH) + 1) * columns + Math.floor(x / REACH) + 1;
      let nearest = -1;
      let best = REACH * REACH;
      for (let dy = -columns; dy <= columns; dy += columns) {
        for (let dx = -1; dx <= 1; dx += 1) {
          for (let mark = heads[home + dy + dx]; mark >= 0; mark = next[mark]) {
            const far = (xs[mark] - x) ** 2 + (ys[mark] - y) ** 2;
            if (far >= best) continue;
            nearest = mark;
            best = far;
          }
        }
      }
      if (nearest < 0) {
        nearest = marks.length;
        marks.push({ number: nearest, x: x + region.left, y: y + region.top, count: 0, row, single: true, colours: new Uint32Array(hues.count) });
        xs.push(x);
        ys.push(y);
        next.push(heads[home]);
        heads[home] = nearest;
      } else {
        marks[nearest].single = false;
        marks[nearest].row = Math.min(marks[nearest].row, row);
      }
      const mark = marks[nearest];
      mark.count += counts[slot];
      for (let hue = 0; hue < hues.count; hue += 1) mark.colours[hue] += colours[slot * (hues.count + 1) + hue];
      markOf[slot] = nearest;
    }
  }

  // The first rows of the cells, those of the fullest first.
  function fullestFirst({ counts, first }) {
    const keys = new Float64Array(counts.length);
    let used = 0;
    // Count and first row in one number, so that a plain sort of numbers is enough: no two are the same.
    for (let slot = 1; slot < counts.length; slot += 1) {
      if (counts[slot] === 0) continue;
      keys[used] = first[slot] - counts[slot] * 2 ** 31;
      used += 1;
    }
    return keys.subarray(0, used).sort().map((key) => key - Math.floor(key / 2 ** 31) * 2 ** 31);
  }

  // A mark of one cell stands for one point only if all that it holds lies there.
  function* singled({ field, slotOf }, rows, { marks, markOf }) {
    const { x: xs, y: ys, at: placeOf } = field;
    const asked = Uint8Array.from(markOf, (number) => (number >= 0 && marks[number].single && marks[number].count > 1 ? 1 : 0));
    if (!asked.includes(1)) return;
    yield* inStretches(rows.length, (from, to) => {
      for (let at = from; at < to; at += 1) {
        const row = rows[at];
        if (asked[slotOf[row]] === 0) continue;
        const mark = marks[markOf[slotOf[row]]];
        const [here, there] = [placeOf(row), placeOf(mark.row)];
        if (xs[here] !== xs[there] || ys[here] !== ys[there]) mark.single = false;
      }
    });
  }

  /** Shares of a mark's colours, the largest first; `counts` by number of colour. */
  kit.shares = (counts, names) => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return names
      .map((colour, at) => ({ colour, share: counts[at] / total }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share || (String(a.colour) < String(b.colour) ? -1 : 1));
  };
})();
