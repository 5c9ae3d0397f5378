'use strict';
// Lines and shapes as flat numbers, in parts of the world's width, and as paths of the canvas for a zoom:
// made when they come into view, and no finer than that zoom shows.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const FINE = 0.6; // pixels: what lies nearer to the point before is not drawn

  /** A line [[lat, lng], …] as x, y, x, y … */
  kit.flatLine = (line) => {
    const flat = new Float64Array(line.length * 2);
    line.forEach((point, at) => {
      flat[2 * at] = kit.worldX(point[1]);
      flat[2 * at + 1] = kit.worldY(point[0]);
    });
    return flat;
  };

  const boxOf = (lines) => {
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (const flat of lines) {
      for (let at = 0; at < flat.length; at += 2) {
        box.left = Math.min(box.left, flat[at]);
        box.right = Math.max(box.right, flat[at]);
        box.top = Math.min(box.top, flat[at + 1]);
        box.bottom = Math.max(box.bottom, flat[at + 1]);
      }
    }
    return box;
  };

  /** Flat lines that are drawn together; `closed` ones are rings. */
  kit.createOutline = (lines, closed) => ({ lines, closed, box: boxOf(lines), drawn: null });

  /** Whether an outline may be seen in a view. */
  kit.inSight = ({ box }, { left, top, width, height, size }) =>
    box.left * size <= left + width && box.right * size >= left && box.top * size <= top + height && box.bottom * size >= top;

  /** An outline's path and points, in pixels from its upper left corner: {path, rings: [[{x, y}]]}. */
  kit.drawnOutline = (outline, size) => {
    if (outline.drawn?.size === size) return outline.drawn;
    const path = new Path2D();
    const rings = outline.lines.map((flat) => trace(path, flat, outline, size));
    outline.drawn = { size, path, rings };
    return outline.drawn;
  };

  function trace(path, flat, { box, closed }, size) {
    const points = [];
    let x = NaN;
    let y = NaN;
    for (let at = 0; at < flat.length; at += 2) {
      const nextX = (flat[at] - box.left) * size;
      const nextY = (flat[at + 1] - box.top) * size;
      // The first and the last point always stand.
      if (at && at + 2 < flat.length && Math.abs(nextX - x) < FINE && Math.abs(nextY - y) < FINE) continue;
      x = nextX;
      y = nextY;
      if (at) path.lineTo(x, y);
      else path.moveTo(x, y);
      points.push({ x, y });
    }
    if (closed) path.closePath();
    return points;
  }

  /** Draw outlines that are in sight: `draw(pen, path)` is called with the pen at each one's corner. */
  kit.paintOutlines = (pen, view, outlines, draw) => {
    for (const outline of outlines) {
      if (!kit.inSight(outline, view)) continue;
      const [x, y] = [outline.box.left * view.size, outline.box.top * view.size];
      pen.translate(x, y);
      draw(pen, kit.drawnOutline(outline, view.size).path, outline);
      pen.translate(-x, -y);
    }
  };
})();
