'use strict';
// Reads the shapes that layers/_geometry.py writes.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  /** One encoded line as [[lat, lng], …]: Leaflet's order, the other way round than the file's. */
  kit.decodeLine = (text, scale) => {
    const points = [];
    let [at, x, y] = [0, 0, 0];
    const number = () => {
      let [bits, shift, chunk] = [0, 0, 0];
      do {
        chunk = text.charCodeAt(at) - 63;
        at += 1;
        bits |= (chunk & 31) << shift;
        shift += 5;
      } while (chunk >= 32);
      return bits & 1 ? ~(bits >> 1) : bits >> 1;
    };
    while (at < text.length) {
      x += number();
      y += number();
      points.push([y / scale, x / scale]);
    }
    return points;
  };

  /** One encoded polygon as its rings, the outer one first. */
  kit.decodePolygon = (text, scale) => text.split(' ').map((ring) => kit.decodeLine(ring, scale));

  /** Lines with the boxes that hold them, for quick questions about crossing. */
  kit.withBoxes = (lines) =>
    lines.map((line) => ({
      line,
      south: Math.min(...line.map(([lat]) => lat)),
      north: Math.max(...line.map(([lat]) => lat)),
      west: Math.min(...line.map(([, lng]) => lng)),
      east: Math.max(...line.map(([, lng]) => lng)),
    }));

  /** Whether the straight way from `a` to `b`, as [lat, lng], crosses one of some boxed lines. */
  kit.crosses = (boxed, a, b) => {
    const [south, north] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
    const [west, east] = [Math.min(a[1], b[1]), Math.max(a[1], b[1])];
    return boxed.some(
      (other) =>
        other.south <= north &&
        other.north >= south &&
        other.west <= east &&
        other.east >= west &&
        other.line.some((point, at) => at > 0 && meet(a, b, other.line[at - 1], point)),
    );
  };

  const turn = ([ay, ax], [by, bx], [cy, cx]) => Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
  const meet = (a, b, c, d) => turn(a, b, c) !== turn(a, b, d) && turn(c, d, a) !== turn(c, d, b);

  /**
   * The stretches of rings that do not run along the edge of a box [west, south, east, north], nor
   * along the edge of the world.
   */
  kit.insideStretches = (rings, [west, south, east, north]) => {
    const meridians = [west, east, -180, 180];
    const onEdge = ([lat, lng], [lat2, lng2]) =>
      (lng === lng2 && meridians.includes(lng)) ||
      (lat === lat2 && (lat === south || lat === north || Math.abs(lat) >= 85));
    return rings.flatMap((ring) => {
      const found = [];
      let stretch = [];
      ring.forEach((point, at) => {
        if (at && onEdge(ring[at - 1], point)) {
          if (stretch.length > 1) found.push(stretch);
          stretch = [];
        }
        stretch.push(point);
      });
      return stretch.length > 1 ? [...found, stretch] : found;
    });
  };
})();
