'use strict';
// Events known only to an area or a line: its shape, hatched in the actor's colour, and quiet words.
(() => {
  const { kit, room } = globalThis.conflictmap;
  const MIXED = 'other';
  const STEP = 14; // between the spots tried for words on a shape, in pixels

  room('areas', (app, data) => {
    app.map.createPane('areas').style.zIndex = 410;
    const renderer = L.svg({ pane: 'areas', padding: 0.5 });
    const shapes = data.shapes.map((shape) => addShape(app, shape, data.scale, renderer));
    const shapeOf = new Map(data.shapes.flatMap((shape) => shape.rows.map((row) => [row, shape])));
    app.geometries.push((row) => (shapeOf.has(row) ? geometryOf(shapeOf.get(row), data.scale) : null));
    app.labels.push(() => shapes.flatMap((shape) => areaLabel(app, shape)));
  });

  function addShape(app, shape, scale, renderer) {
    const { map } = app;
    const rings = shape.polygons.map((text) => kit.decodePolygon(text, scale));
    const options = { pane: 'areas', renderer, interactive: false, className: 'area', smoothFactor: 0.5 };
    const layer = (
      rings.length
        ? L.polygon(rings, options)
        : L.polyline(
            shape.lines.map((text) => kit.decodeLine(text, scale)),
            { ...options, className: 'area is-line' },
          )
    ).addTo(map);
    const element = layer.getElement();
    const [west, south, east, north] = shape.bounds;
    const bounds = L.latLngBounds([south, west], [north, east]);
    app.marks.add({
      rows: shape.rows,
      element,
      bounds,
      draw: (rows) => {
        const actors = new Set(rows.map((row) => app.colours.ofRow(row)));
        const actor = actors.size === 1 ? [...actors][0] : MIXED;
        kit.actorClasses().forEach((name) => element.classList.toggle(`actor-${name}`, name === String(actor)));
        if (rings.length) element.style.fill = `url(#cm-hatch-${actor})`;
      },
      rect: () => clipped(map, bounds),
    });
    return { ...shape, rings, bounds, latlng: L.latLng(shape.label[1], shape.label[0]) };
  }

  // As it is drawn, in GeoJSON's order of coordinates.
  function geometryOf({ polygons, lines, label }, scale) {
    const turned = (line) => line.map(([lat, lng]) => [lng, lat]);
    const shape = polygons.length
      ? {
          type: 'MultiPolygon',
          coordinates: polygons.map((text) => kit.decodePolygon(text, scale).map(turned)),
        }
      : { type: 'MultiLineString', coordinates: lines.map((text) => turned(kit.decodeLine(text, scale))) };
    return { spot: label, shape };
  }

  // The part of a shape's box that is in view.
  function clipped(map, bounds) {
    const size = map.getSize();
    const [a, b] = [
      map.latLngToContainerPoint(bounds.getNorthWest()),
      map.latLngToContainerPoint(bounds.getSouthEast()),
    ];
    const [x, y] = [Math.max(0, a.x), Math.max(0, a.y)];
    return { x, y, w: Math.max(0, Math.min(size.x, b.x) - x), h: Math.max(0, Math.min(size.y, b.y) - y) };
  }

  function areaLabel(app, shape) {
    const rows = shape.rows.filter((row) => app.store.mask[row]);
    if (!rows.length) return [];
    const { words, describe, store } = app;
    const first = rows.length === 1 ? describe.when(rows[0]) : words.say('area.several', { count: rows.length });
    const lines = [first, words.say(`area.${reach(store.value('where_precision', rows[0]), shape)}`)];
    return [
      {
        key: `area-${rows.join('-')}`,
        kind: 'area',
        text: lines.join(' '),
        lines,
        latlng: shape.latlng,
        priority: 10,
        actor: app.colours.ofRow(rows[0]),
        options: (size) => kit.boxesWithin(size, app.map.latLngToLayerPoint(shape.latlng), rings(app, shape)),
      },
    ];
  }

  const reach = (precision, { rings: polygons }) => {
    if (!polygons.length) return 'line';
    return precision === 4 ? 'province' : precision === 3 ? 'district' : 'region';
  };

  const rings = ({ map }, shape) =>
    shape.rings.map(([outer]) => outer.map((point) => map.latLngToLayerPoint(point)));

  /** Whether a point lies in one of some rings (even-odd rule). */
  kit.withinRings = (x, y, polygons) =>
    polygons.some((ring) => {
      let within = false;
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const [a, b] = [ring[i], ring[j]];
        if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) within = !within;
      }
      return within;
    });

  /** Boxes of a size around a point, nearest first, that lie within the rings but for their very edge. */
  kit.boxesWithin = ({ w, h }, point, polygons) => {
    const steps = [-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6];
    const found = [];
    steps.forEach((j) =>
      steps.forEach((i) => {
        const box = { x: point.x + i * STEP - w / 2, y: point.y + j * STEP - h / 2, w, h };
        const corners = [0.1, 0.9].flatMap((u) => [0.1, 0.9].map((v) => [box.x + u * w, box.y + v * h]));
        if (corners.every(([x, y]) => kit.withinRings(x, y, polygons))) found.push({ box, far: Math.hypot(i, j) });
      }),
    );
    return found.sort((a, b) => a.far - b.far).map(({ box }) => box);
  };
})();
