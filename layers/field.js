'use strict';
// The events that have a point, sorted by where they lie: what is in a part of the world is found
// without looking at the rest.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const SIDE = 256; // tiles to a side of the world

  const tile = (part) => Math.max(0, Math.min(SIDE - 1, Math.floor(part * SIDE)));

  const tiled = kit.inStretches(({ rows, worldX, worldY, tiles }, from, to) => {
    for (let at = from; at < to; at += 1) tiles[rows[at]] = tile(worldY[rows[at]]) * SIDE + tile(worldX[rows[at]]);
  });

  const laid = kit.inStretches(({ sorted, worldX, worldY, tiles, x, y, places, begins }, from, to) => {
    for (let at = from; at < to; at += 1) {
      const row = sorted[at];
      x[at] = worldX[row];
      y[at] = worldY[row];
      places[row] = at;
      begins[tiles[row] + 1] = at + 1;
    }
  });

  /**
   * The points of some rows, in the order of their tiles.
   * @returns `rows`, `x`, `y` (parts of the world's width) in that order; `at(row)` is a row's place in it
   * or -1; `scan(box, visit)` calls visit(from, to) with stretches that hold all points of a box
   * {left, top, right, bottom}, given in parts of the world too.
   */
  kit.createField = (n, rows, worldX, worldY) => {
    const tiles = new Uint32Array(n);
    tiled(rows.length, { rows, worldX, worldY, tiles });
    const sorted = kit.sortByKey(rows, tiles, SIDE * SIDE);
    const [x, y] = [new Float64Array(sorted.length), new Float64Array(sorted.length)];
    const begins = new Uint32Array(SIDE * SIDE + 1);
    const places = new Int32Array(n).fill(-1);
    laid(sorted.length, { sorted, worldX, worldY, tiles, x, y, places, begins });
    for (let number = 1; number < begins.length; number += 1)
      if (begins[number] < begins[number - 1]) begins[number] = begins[number - 1];
    return {
      rows: sorted,
      x,
      y,
      at: (row) => places[row],
      scan({ left, top, right, bottom }, visit) {
        const [first, last] = [tile(left), tile(right)];
        for (let line = tile(top); line <= tile(bottom); line += 1) {
          const [from, to] = [begins[line * SIDE + first], begins[line * SIDE + last + 1]];
          if (from < to) visit(from, to);
        }
      },
      /** The rows at exactly the point of a row, in their order. */
      together(row) {
        const here = places[row];
        if (here < 0) return [row];
        const found = [];
        this.scan({ left: x[here], right: x[here], top: y[here], bottom: y[here] }, (from, to) => {
          for (let at = from; at < to; at += 1) if (x[at] === x[here] && y[at] === y[here]) found.push(sorted[at]);
        });
        return found;
      },
    };
  };

  const projected = kit.inStretches((arrays, from, to) => {
    const { lng, lat, codes, drawn, worldX, worldY, rows } = arrays;
    let { count } = arrays;
    for (let row = from; row < to; row += 1) {
      if (!drawn[codes[row]]) continue;
      worldX[row] = kit.worldX(lng.at(row));
      worldY[row] = kit.worldY(lat.at(row));
      rows[count] = row;
      count += 1;
    }
    arrays.count = count;
  });

  /** The points of a store's events: those whose place is a point, or near one. */
  kit.pointField = (store) => {
    const { n } = store;
    const { codes, members } = store.coded('role');
    const drawn = members.map(([role]) => role === 'point' || role === 'near');
    const [worldX, worldY, rows] = [new Float64Array(n), new Float64Array(n), new Uint32Array(n)];
    const [lng, lat] = [store.column('_x'), store.column('_y')];
    const { count } = projected(n, { lng, lat, codes, drawn, worldX, worldY, rows, count: 0 });
    return kit.createField(n, rows.subarray(0, count), worldX, worldY);
  };
})();
