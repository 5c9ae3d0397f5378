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

  /**
   * Gather the shown points of a region.
   * @param field   points (layers/field.js)
   * @param mask    1 for each row that is shown
   * @param size    pixels to the world's width
   * @param region  {left, top, width, height} in pixels of the world
   * @returns `marks`: {number, x, y, count, row, single}, where `x`, `y` are pixels of the world, `row` is
   * the first row held and `single` says that all rows held share one point; and `each(visit)`, which
   * calls visit(row, number of its mark) for every point of the region; `of(x, y)` is the number of the
   * mark that holds a point of the region
   */
  kit.crowds = (field, mask, size, region) => {
    const cells = countCells(field, mask, size, region);
    const { marks, markOf } = gather(cells, region);
    const { left, top, width, height } = region;
    const each = (visit) =>
      field.scan(boxOf(region, size), (from, to) => {
        for (let at = from; at < to; at += 1) {
          const row = field.rows[at];
          if (!mask[row]) continue;
          const x = field.x[at] * size - left;
          const y = field.y[at] * size - top;
          if (x < 0 || y < 0 || x >= width || y >= height) continue;
          visit(row, markOf[Math.floor(y / CELL) * cells.columns + Math.floor(x / CELL)]);
        }
      });
    const of = (x, y) => markOf[Math.floor((y - top) / CELL) * cells.columns + Math.floor((x - left) / CELL)] ?? -1;
    return { marks, each, of };
  };

  const boxOf = ({ left, top, width, height }, size) => ({
    left: left / size,
    top: top / size,
    right: (left + width) / size,
    bottom: (top + height) / size,
  });

  function countCells(field, mask, size, region) {
    const { left, top, width, height } = region;
    const columns = Math.ceil(width / CELL);
    const total = columns * Math.ceil(height / CELL);
    const count = new Uint32Array(total);
    const first = new Uint32Array(total);
    const mixed = new Uint8Array(total); // whether a cell holds more than one point
    const atX = new Float64Array(total);
    const atY = new Float64Array(total);
    const { rows, x: xs, y: ys } = field;
    field.scan(boxOf(region, size), (from, to) => {
      for (let at = from; at < to; at += 1) {
        const row = rows[at];
        if (!mask[row]) continue;
        const x = xs[at] * size - left;
        const y = ys[at] * size - top;
        if (x < 0 || y < 0 || x >= width || y >= height) continue;
        const cell = Math.floor(y / CELL) * columns + Math.floor(x / CELL);
        if (count[cell] === 0) {
          first[cell] = row;
          atX[cell] = x;
          atY[cell] = y;
        } else {
          if (x !== atX[cell] || y !== atY[cell]) mixed[cell] = 1;
          if (row < first[cell]) {
            first[cell] = row;
            atX[cell] = x;
            atY[cell] = y;
          }
        }
        count[cell] += 1;
      }
    });
    return { columns, count, first, mixed, atX, atY };
  }

  // The fullest cell first; each goes to the nearest mark within reach, or starts one of its own.
  function gather({ count, first, mixed, atX, atY }, { left, top, width, height }) {
    const order = fullestFirst(count, first);
    const columns = Math.ceil(width / REACH) + 2;
    const heads = new Int32Array(columns * (Math.ceil(height / REACH) + 2)).fill(-1);
    const next = [];
    const marks = [];
    const markOf = new Int32Array(count.length).fill(-1);
    for (const cell of order) {
      const x = atX[cell];
      const y = atY[cell];
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
        marks.push({ number: nearest, x: x + left, y: y + top, count: 0, row: first[cell], single: !mixed[cell] });
        next.push(heads[home]);
        heads[home] = nearest;
      } else {
        const mark = marks[nearest];
        mark.single = false;
        mark.row = Math.min(mark.row, first[cell]);
      }
      marks[nearest].count += count[cell];
      markOf[cell] = nearest;
    }
    return { marks, markOf };
  }

  function fullestFirst(count, first) {
    let used = 0;
    for (let cell = 0; cell < count.length; cell += 1) if (count[cell]) used += 1;
    // Count and first row in one number, so that a plain sort of numbers is enough: no two are the same.
    const keys = new Float64Array(used);
    const cellOf = new Map();
    for (let cell = 0, at = 0; cell < count.length; cell += 1) {
      if (!count[cell]) continue;
      keys[at] = first[cell] - count[cell] * 2 ** 31;
      cellOf.set(first[cell], cell);
      at += 1;
    }
    keys.sort();
    return Uint32Array.from(keys, (key) => cellOf.get(key - Math.floor(key / 2 ** 31) * 2 ** 31));
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
