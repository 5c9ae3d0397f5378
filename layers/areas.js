'use strict';
// Events known only to an area or a line: its shape, hatched in the actor's colour, and quiet words.
(() => {
  const { kit, room } = globalThis.conflictmap;
  const MIXED = 'other';
  const STEP = 14; // between the spots tried for words on a shape, in pixels
  const ROOM = { w: 90, h: 44 }; // a shape smaller than this has no room for words
  const NEAR = 7; // pixels from a line that still count as on it

  room('areas', (app, data) => {
    const { store, surface, map } = app;
    const shapes = data.shapes.map((shape) => readShape(shape, data.scale));
    const state = createState(app, shapes);
    const latlng = ({ label }) => L.latLng(label[1], label[0]);
    const markOf = (shape, view) => mark(app, state, shape, view);
    surface.add({
      paint: (pen, view, tools) => paint(app, state, shapes, pen, view, tools),
      pick(x, y, view) {
        const under = state.shown().filter((shape) => kit.inSight(shape, view) && holds(shape, x / view.size, y / view.size, view));
        under.sort((a, b) => a.extent - b.extent);
        return under.length ? { ...markOf(under[0], view), x, y, radius: 0 } : null;
      },
      marks: (view) => state.shown().filter((shape) => kit.inSight(shape, view)).map((shape) => markOf(shape, view)),
    });
    const shapeOf = (row) => shapes[store.value('_shape', row)] ?? null;
    app.geometries.push((row) => {
      const shape = shapeOf(row);
      return shape && { spot: shape.label, shape: shape.geometry() };
    });
    app.places.add((row) => {
      const shape = shapeOf(row);
      if (!shape) return null;
      const [west, south, east, north] = shape.bounds;
      const bounds = L.latLngBounds([south, west], [north, east]);
      return { latlng: null, bounds, rect: () => clipped(map, bounds), group: () => state.rows(shape) };
    });
    app.labels.push(() => {
      const view = surface.seen();
      return state.shown().flatMap((shape) => (kit.inSight(shape, view) ? areaLabel(app, shape, view, latlng(shape)) : []));
    });
  });

  // The shapes' coordinates as parts of the world's width, and back as GeoJSON when a file is asked for.
  function readShape({ polygons, lines, bounds, label }, scale) {
    const rings = polygons.map((text) => kit.decodePolygon(text, scale).map(kit.flatLine));
    const ways = lines.map((text) => kit.flatLine(kit.decodeLine(text, scale)));
    const outline = kit.createOutline([...rings.flat(), ...ways], !ways.length);
    const { left, top, right, bottom } = outline.box;
    return {
      ...outline,
      bounds,
      label,
      extent: (right - left) * (bottom - top),
      rings,
      ways,
      geometry: () => geometryOf({ polygons, lines }, scale),
    };
  }

  function geometryOf({ polygons, lines }, scale) {
    const turned = (line) => line.map(([lat, lng]) => [lng, lat]);
    if (polygons.length) {
      const rings = polygons.map((text) => kit.decodePolygon(text, scale).map(turned));
      return { type: 'MultiPolygon', coordinates: rings };
    }
    return { type: 'MultiLineString', coordinates: lines.map((text) => turned(kit.decodeLine(text, scale))) };
  }

  /** The rows of each shape, in their order. */
  function rowsOfShapes(store, count) {
    const column = store.column('_shape');
    const found = Array.from({ length: count }, () => []);
    if (!column || !count) return found;
    const numbers = column.values;
    column.codes.forEach((code, row) => code && found[numbers[code]].push(row));
    return found;
  }

  // Which shapes are shown, with how many events and in which colour: worked out once for each filter.
  function createState({ store, colours }, shapes) {
    const { codes, values } = store.column('_shape') ?? { codes: new Uint8Array(store.n), values: [null] };
    const codeOf = new Map(values.map((number, code) => [number, code]));
    const members = rowsOfShapes(store, shapes.length);
    const shaped = Uint32Array.from(members.flat()).sort(); // the rows that have a shape at all
    const actors = store.coded('actor');
    const names = kit.actorClasses();
    const mixed = names.indexOf(MIXED);
    const hues = Int8Array.from(actors.members, ([name = null]) => names.indexOf(String(colours.of(name))));
    const [counts, first, hue] = [new Uint32Array(values.length), new Uint32Array(values.length), new Int8Array(values.length)];
    let [version, shown] = [-1, []];
    const refresh = () => {
      if (version === store.version) return;
      version = store.version;
      counts.fill(0);
      kit.gatherCodes(shaped.filter((row) => store.mask[row]), { codes, other: actors.codes, hues, mixed, counts, first, hue });
      shown = shapes.filter((shape) => {
        const code = codeOf.get(shape.number);
        [shape.count, shape.first, shape.actor] = [counts[code], first[code], names[hue[code]]];
        return shape.count > 0;
      });
    };
    shapes.forEach((shape, number) => {
      shape.number = number;
    });
    return {
      /** The shapes of shown events: `count` events each, `first` row, `actor` the colour. */
      shown() {
        refresh();
        return shown;
      },
      rows: (shape) => members[shape.number].filter((row) => store.mask[row]),
    };
  }

  function paint(app, state, shapes, pen, view, { palette, hatches }) {
    const over = app.marks.hovered();
    const shaded = document.documentElement.hasAttribute('data-shaded');
    const { selected } = app.store;
    const chosen = selected < 0 ? null : (shapes[app.store.value('_shape', selected)] ?? null);
    const order = state.shown().filter((shape) => kit.inSight(shape, view));
    order.sort((a, b) => (a === chosen) - (b === chosen) || b.extent - a.extent || a.number - b.number);
    pen.lineJoin = 'round';
    kit.paintOutlines(pen, view, order, (_, path, shape) => {
      const { actor } = shape;
      const line = !shape.closed;
      // Under shaded provinces a second hatching would say nothing: the outline stays.
      if (!line && !shaded) {
        pen.fillStyle = hatches(pen, actor);
        pen.fill(path, 'evenodd');
      }
      pen.strokeStyle = palette.actors.get(String(actor));
      pen.lineWidth = line ? 4 : shape === chosen ? 3.2 : over === `area-${shape.number}` ? 2.6 : 1.8;
      pen.setLineDash(shape === chosen ? [] : [6, 4]);
      pen.stroke(path);
    });
    pen.setLineDash([]);
  }

  function mark(app, state, shape, view) {
    const { left, top, width, height, size } = view;
    const [x, y] = [kit.worldX(shape.label[0]) * size, kit.worldY(shape.label[1]) * size];
    return {
      kind: 'area',
      key: `area-${shape.number}`,
      row: shape.first,
      count: shape.count,
      // Where its words stand, or the nearest point in view.
      x: Math.max(left + 24, Math.min(left + width - 24, x)),
      y: Math.max(top + 24, Math.min(top + height - 24, y)),
      radius: 20,
      selected: app.store.selected >= 0 && app.store.value('_shape', app.store.selected) === shape.number,
      open: () => app.marks.open(state.rows(shape)),
      label: () => app.marks.label(state.rows(shape)),
    };
  }

  function holds({ rings, ways }, x, y, { size }) {
    if (ways.some((line) => nearLine(line, x, y, NEAR / size))) return true;
    return rings.some(([outer, ...holes]) => withinFlat(outer, x, y) && !holes.some((hole) => withinFlat(hole, x, y)));
  }

  function withinFlat(flat, x, y) {
    let within = false;
    for (let i = 0, j = flat.length - 2; i < flat.length; j = i, i += 2) {
      if (flat[i + 1] > y !== flat[j + 1] > y) {
        const across = ((flat[j] - flat[i]) * (y - flat[i + 1])) / (flat[j + 1] - flat[i + 1]) + flat[i];
        if (x < across) within = !within;
      }
    }
    return within;
  }

  function nearLine(flat, x, y, far) {
    for (let at = 2; at < flat.length; at += 2) {
      const [ax, ay, bx, by] = [flat[at - 2], flat[at - 1], flat[at], flat[at + 1]];
      const length = (bx - ax) ** 2 + (by - ay) ** 2;
      const part = length ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) : 0;
      if (Math.hypot(x - ax - part * (bx - ax), y - ay - part * (by - ay)) < far) return true;
    }
    return false;
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

  function areaLabel(app, shape, { size }, latlng) {
    const { box } = shape;
    if ((box.right - box.left) * size < ROOM.w || (box.bottom - box.top) * size < ROOM.h) return [];
    const { words, describe, store, map } = app;
    const first = shape.count === 1 ? describe.when(shape.first) : words.say('area.several', { count: shape.count });
    const lines = [first, words.say(`area.${reach(store.value('where_precision', shape.first), shape)}`)];
    const options = (room) => {
      const origin = map.getPixelOrigin();
      const corner = { x: box.left * size - origin.x, y: box.top * size - origin.y };
      const moved = kit.drawnOutline(shape, size).rings.map((ring) => ring.map(({ x, y }) => ({ x: x + corner.x, y: y + corner.y })));
      return kit.boxesWithin(room, map.latLngToLayerPoint(latlng), moved);
    };
    const text = lines.join(' ');
    return [{ key: `area-${shape.number}-${text}`, kind: 'area', text, lines, latlng, priority: 10, actor: shape.actor, options }];
  }

  const reach = (precision, { rings: polygons }) => {
    if (!polygons.length) return 'line';
    return precision === 4 ? 'province' : precision === 3 ? 'district' : 'region';
  };

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
