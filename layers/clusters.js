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

  const STRETCH = 32_768; // points looked at in one go
  const NONE = 2 ** 31 - 1; // more than any row

  /**
   * The cells of a region that hold points at all: worked out once for a zoom, whatever is shown.
   * @param field   points (layers/field.js)
   * @param size    pixels to the world's width
   * @param region  {left, top, width, height} in pixels of the world
   * @param hues    whose points they are: `codes[row]`, `of[code]` the number of one of `count`
   * colours, or `count` for several: then those are `lists[code]`
   */
  kit.crowdCells = (...of) => {
    const steps = kit.crowdCellsInSteps(...of);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  };

  /** The same a stretch at a time, for who wants to draw in between: an iterator that returns the cells. */
  kit.crowdCellsInSteps = function* crowdCellsInSteps(field, size, region, hues) {
    const stretches = stretchesOf(field, size, region);
    const most = stretches.reduce((sum, [from, to]) => sum + to - from, 0);
    const columns = Math.ceil(region.width / CELL);
    const slots = new Int32Array(columns * Math.ceil(region.height / CELL)).fill(-1);
    const rows = new Uint32Array(most);
    const slotOf = new Uint32Array(most);
    const hueOf = new Uint8Array(most);
    const cells = { field, size, region, hues, columns, slots, rows, slotOf, hueOf, several: [], points: 0, used: 0, tallies: null };
    for (const [from, to] of stretches) {
      for (let at = from; at < to; at += STRETCH) {
        enter(cells, at, Math.min(to, at + STRETCH));
        yield;
      }
    }
    return cells;
  };

  // A function that is called often is compiled; one that runs once, however long, may not be.
  function inStretches(count, visit) {
    for (let from = 0; from < count; from += STRETCH) visit(from, Math.min(count, from + STRETCH));
  }

  function stretchesOf(field, size, { left, top, width, height }) {
    const found = [];
    const box = { left: left / size, top: top / size, right: (left + width) / size, bottom: (top + height) / size };
    field.scan(box, (from, to) => found.push([from, to]));
    return found;
  }

  // A plain loop over typed arrays: a million points in a few milliseconds.
  function enter(cells, from, to) {
    const { field, size, hues, columns, slots, rows, slotOf, hueOf } = cells;
    const { left, top, width, height } = cells.region;
    const { x: xs, y: ys, rows: rowOf } = field;
    const { codes, of, count: several } = hues;
    let { points, used } = cells;
    for (let at = from; at < to; at += 1) {
      const x = xs[at] * size - left;
      const y = ys[at] * size - top;
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const cell = Math.floor(y / CELL) * columns + Math.floor(x / CELL);
      if (slots[cell] < 0) {
        slots[cell] = used;
        used += 1;
      }
      const row = rowOf[at];
      rows[points] = row;
      slotOf[points] = slots[cell];
      const hue = of[codes[row]];
      hueOf[points] = hue;
      if (hue === several) cells.several.push(points);
      points += 1;
    }
    cells.points = points;
    cells.used = used;
  }

  /**
   * Gather the shown points of a region.
   * @param cells  of the region, as above
   * @param mask   1 for each row that is shown
   * @returns `marks`: {number, x, y, count, row, single, colours}, where `x`, `y` are pixels of the world,
   * `row` is the first row held, `single` says that all rows held share one point, and `colours` counts
   * by the numbers of the hues; `each(visit)`, which calls visit(row, number of its mark) for every shown
   * point of the region; `of(x, y)`, the number of the mark that holds a point of the region, or -1
   */
  kit.crowds = (cells, mask) => {
    const { points, rows, slotOf, columns, slots } = cells;
    const { left, top } = cells.region;
    const { marks, markOf } = gather(cells, tally(cells, mask));
    singled(cells, mask, { marks, markOf });
    const each = (visit) => {
      for (let at = 0; at < points; at += 1) if (mask[rows[at]]) visit(rows[at], markOf[slotOf[at]]);
    };
    const of = (x, y) => markOf[slots[Math.floor((y - top) / CELL) * columns + Math.floor((x - left) / CELL)]] ?? -1;
    return { marks, each, of };
  };

  // The arrays are kept: a filter that moves with every frame leaves no garbage.
  function emptied(cells) {
    const { used, hues } = cells;
    cells.tallies ??= { count: new Uint32Array(used), first: new Int32Array(used), colours: new Uint32Array(used * (hues.count + 1)) };
    cells.tallies.count.fill(0);
    cells.tallies.first.fill(NONE);
    cells.tallies.colours.fill(0);
    return cells.tallies;
  }

  function tally(cells, mask) {
    const { hues, rows, slotOf, points, several } = cells;
    const found = emptied(cells);
    inStretches(points, (from, to) => count(cells, found, mask, from, to));
    const width = hues.count + 1;
    for (const at of several) {
      if (mask[rows[at]]) for (const one of hues.lists[hues.codes[rows[at]]]) found.colours[slotOf[at] * width + one] += 1;
    }
    return found;
  }

  // Without a fork for what is shown or not: a processor that guesses wrong takes ten times as long.
  function count({ hues, rows, slotOf, hueOf }, { count: counts, first, colours }, mask, from, to) {
    const width = hues.count + 1; // the last one is of those that have several
    for (let at = from; at < to; at += 1) {
      const row = rows[at];
      const shown = mask[row];
      const slot = slotOf[at];
      counts[slot] += shown;
      colours[slot * width + hueOf[at]] += shown;
      const known = row | ((shown - 1) & NONE);
      if (known < first[slot]) first[slot] = known;
    }
  }

  // The fullest cell first; each goes to the nearest mark within reach, or starts one of its own.
  function gather({ field, size, region, used, hues, slots, columns: across }, { count, first, colours }) {
    const { left, top, width, height } = region;
    const columns = Math.ceil(width / REACH) + 2;
    const heads = new Int32Array(columns * (Math.ceil(height / REACH) + 2)).fill(-1);
    const next = [];
    const marks = [];
    const markOf = new Int32Array(used).fill(-1);
    for (const row of fullestFirst(count, first)) {
      const x = field.x[field.at(row)] * size - left;
      const y = field.y[field.at(row)] * size - top;
      const slot = slots[Math.floor(y / CELL) * across + Math.floor(x / CELL)];
      const home = (Math.floor(y / REACH) + 1) * columns + Math.floor(x / REACH) + 1;
      let nearest = -1;
      let best = REACH * REACH;
      for (let dy = -columns; dy <= columns; dy += columns) {
        for (let dx = -1; dx <= 1; dx += 1) {
          for (let mark = heads[home + dy + dx]; mark >= 0; mark = next[mark]) {
            const far = (marks[mark].x - left - x) ** 2 + (marks[mark].y - top - y) ** 2;
            if (far >= best) continue;
            nearest = mark;
            best = far;
          }
        }
      }
      if (nearest < 0) {
        nearest = marks.length;
        marks.push({ number: nearest, x: x + left, y: y + top, count: 0, row, single: true, colours: new Uint32Array(hues.count) });
        next.push(heads[home]);
        heads[home] = nearest;
      } else {
        marks[nearest].single = false;
        marks[nearest].row = Math.min(marks[nearest].row, row);
      }
      const mark = marks[nearest];
      mark.count += count[slot];
      for (let hue = 0; hue < hues.count; hue += 1) mark.colours[hue] += colours[slot * (hues.count + 1) + hue];
      markOf[slot] = nearest;
    }
    return { marks, markOf };
  }

  // The first rows of the cells, those of the fullest first.
  function fullestFirst(count, first) {
    const keys = new Float64Array(count.length);
    let used = 0;
    // Count and first row in one number, so that a plain sort of numbers is enough: no two are the same.
    for (let slot = 0; slot < count.length; slot += 1) {
      if (count[slot] === 0) continue;
      keys[used] = first[slot] - count[slot] * 2 ** 31;
      used += 1;
    }
    return keys.subarray(0, used).sort().map((key) => key - Math.floor(key / 2 ** 31) * 2 ** 31);
  }

  // A mark of one cell stands for one point only if all that it holds lies there.
  function singled({ field, rows, slotOf, points }, mask, { marks, markOf }) {
    const { x: xs, y: ys, at: placeOf } = field;
    const asked = new Uint8Array(marks.length + 1); // the last one: cells that hold nothing now
    marks.forEach(({ number, single, count }) => {
      asked[number] = single && count > 1 ? 1 : 0;
    });
    const askedOf = Uint8Array.from(markOf, (number) => asked[number < 0 ? marks.length : number]);
    if (!askedOf.includes(1)) return;
    inStretches(points, (from, to) => {
      for (let at = from; at < to; at += 1) {
        if (askedOf[slotOf[at]] === 0 || mask[rows[at]] === 0) continue;
        const mark = marks[markOf[slotOf[at]]];
        const [here, there] = [placeOf(rows[at]), placeOf(mark.row)];
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
