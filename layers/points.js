'use strict';
// Symbols for events whose place is a point, rings for those known only to be near one, and one ring
// for a crowd. Events at one and the same point are a stack with its number; pressing it fans it out.
(() => {
  const { kit, room } = globalThis.conflictmap;
  const RADIUS = 15; // of a symbol, in pixels
  const TOUCH = 22; // how near a finger must come
  const FAN = 12; // the largest stack that is fanned out
  const SLICE = 8; // milliseconds of work between two pictures
  const LISTED = 500; // rows that a name for a crowd looks at
  const MARKS = 800; // more marks than any view holds: beyond, names are not tried
  const GIRTH = 40_030.17; // km around the earth

  room('points', (app) => {
    const { store, map, surface } = app;
    const field = kit.pointField(store);
    const scene = createScene(app, field);
    surface.add({
      paint: (pen, view, tools) => paint(app, scene, pen, view, tools),
      pick: (x, y, view) => pick(scene.marks(view), x, y),
      marks: (view) => scene.marks(view).filter((mark) => inside(mark, view)),
    });
    const latlng = (row) => L.latLng(store.value('_y', row), store.value('_x', row));
    app.rehearsals.push(scene.rehearse);
    app.geometries.push((row) => {
      if (field.at(row) < 0) return null;
      const spot = [store.value('_x', row), store.value('_y', row)];
      return { spot, shape: { type: 'Point', coordinates: spot } };
    });
    app.places.add((row) => {
      if (field.at(row) < 0) return null;
      const rect = () => {
        const { x, y } = surface.toContainer(scene.spot(row));
        const size = RADIUS + scene.spread(row);
        return { x: x - size, y: y - size, w: 2 * size, h: 2 * size };
      };
      return { latlng: latlng(row), rect, group: () => scene.group(row) };
    });
    const inView = () => {
      const view = surface.seen();
      return scene.marks(view).filter((mark) => inside(mark, view));
    };
    app.labels.push(() => {
      const marks = inView();
      return marks.length > MARKS ? [] : marks.flatMap((mark) => placeLabel(app, mark, latlng));
    });
    app.obstacles.push(() => {
      const origin = map.getPixelOrigin();
      return inView().map(({ x, y, radius }) => ({
        x: x - origin.x - radius,
        y: y - origin.y - radius,
        w: 2 * radius,
        h: 2 * radius,
      }));
    });
  });

  // The numbers of the colours of each code of actors.
  function huesOf({ store, colours }, names) {
    const { codes, members } = store.coded('actor');
    const lists = members.map((actors) => (actors.length ? actors : [null]).map((name) => names.indexOf(String(colours.of(name)))));
    const of = Uint8Array.from(lists, (list) => (list.length === 1 ? list[0] : names.length));
    return { codes, of, lists, count: names.length };
  }

  const inside = ({ x, y }, { left, top, width, height }) =>
    x >= left && y >= top && x <= left + width && y <= top + height;

  /** What stands where: gathered once for a zoom and a filter, for a region larger than the view. */
  function createScene(app, field) {
    const { store, map } = app;
    const names = kit.actorClasses();
    const hues = huesOf(app, names);
    let [cells, known, coming, shown, shownFor] = [null, null, null, null, null];
    let opened = []; // the rows of a crowd that no zoom takes apart

    const holds = ({ region }, { left, top, width, height }) =>
      left >= region.left &&
      top >= region.top &&
      left + width <= region.left + region.width &&
      top + height <= region.top + region.height;
    const fits = (crowd, view) => crowd?.zoom === view.zoom && crowd.version === store.version && holds(crowd, view);

    const begin = (view) => {
      const { zoom, size } = view;
      const region = cells?.zoom === zoom && holds(cells, view) ? cells.region : kit.crowdRegion(view);
      const crowd = { zoom, size, version: store.version, region };
      return { ...crowd, steps: gathered(crowd) };
    };
    function* gathered(crowd) {
      const { zoom, size, region } = crowd;
      if (cells?.region !== region) cells = { zoom, ...(yield* kit.crowdCellsInSteps(field, size, region, hues)) };
      return { ...crowd, ...(yield* kit.crowdsInSteps(cells, store.listed())) };
    }

    function crowds(view) {
      if (fits(known, view)) return known;
      if (!fits(coming, view)) coming = begin(view);
      known = kit.finished(coming.steps);
      coming = null;
      return known;
    }

    // While the map flies to another zoom, what will stand there is gathered a little before each picture.
    let preparing = 0;
    const prepare = () => {
      preparing = 0;
      const view = app.surface.seen(); // Leaflet is there already, only its pictures are still on the way
      if (fits(known, view)) return;
      if (!fits(coming, view)) coming = begin(view);
      const until = performance.now() + SLICE;
      while (performance.now() < until) {
        const { done, value } = coming.steps.next();
        if (!done) continue;
        [known, coming] = [value, null];
        return;
      }
      preparing = requestAnimationFrame(prepare);
    };
    map.on('zoomanim', () => {
      preparing ||= requestAnimationFrame(prepare);
    });

    const rowsOf = (crowd, number) => {
      const rows = [];
      crowd.each((row, mark) => mark === number && rows.push(row));
      return rows.sort((a, b) => a - b);
    };
    const together = (row) => field.together(row).filter((other) => store.mask[other]);
    const spotOf = (row, size) => ({ x: field.x[field.at(row)] * size, y: field.y[field.at(row)] * size });

    // A selected event is always seen itself: it and its stack leave their crowd.
    function withSelected(crowd) {
      const row = store.selected;
      const singles = [...crowd.marks];
      if (row < 0 || field.at(row) < 0 || !store.mask[row]) return singles;
      const spot = spotOf(row, crowd.size);
      const home = crowd.of(spot.x, spot.y);
      const stack = together(row);
      const at = singles.findIndex(({ number }) => number === home);
      if (at < 0) return singles;
      const mark = singles[at];
      if (!mark.single) {
        const colours = mark.colours.slice();
        stack.forEach((other) => hues.lists[hues.codes[other]].forEach((colour) => (colours[colour] -= 1)));
        singles.splice(at, 1, ...(mark.count > stack.length ? [{ ...mark, count: mark.count - stack.length, colours }] : []));
        singles.push({ ...spot, count: stack.length, row: stack[0], single: true, stack });
      } else {
        singles.splice(at, 1);
        singles.push({ ...mark, stack });
      }
      return singles;
    }

    function dressed(crowd) {
      return withSelected(crowd).flatMap((mark) => {
        if (!mark.single) return [cluster(crowd, mark)];
        if (!mark.stack) return [stack(mark)];
        return fan(mark) ?? [stack(mark, store.selected)];
      });
    }

    const cluster = (crowd, mark) => ({
      ...mark,
      kind: 'cluster',
      key: `cluster-${mark.row}-${mark.count}`,
      radius: kit.ringRadius(mark.count) + 1,
      shares: kit.shares(mark.colours, names),
      open: () => approach(crowd, mark),
      label(full = false) {
        const few = full && mark.count <= LISTED;
        const rows = few ? rowsOf(crowd, mark.number).filter((row) => row !== store.selected) : [];
        return rows.length ? app.marks.label(rows, 'map.cluster') : app.words.say('map.cluster', { count: mark.count });
      },
    });

    const stack = (mark, chosen = mark.row) => ({
      ...mark,
      ring: reach(app, chosen, mark.y, known.size),
      row: chosen,
      kind: mark.count > 1 ? 'stack' : 'point',
      key: `point-${mark.row}`,
      radius: RADIUS,
      selected: chosen === store.selected,
      open: () => app.marks.open(together(mark.row)),
      label: () => app.marks.label(mark.count > 1 ? together(chosen) : [chosen]),
    });

    /** The events of a small stack, side by side around their point. */
    function fan(mark) {
      const { stack: rows } = mark;
      if (rows.length < 2 || rows.length > FAN) return null;
      const around = Math.max(2.3 * RADIUS, (rows.length * 2.5 * RADIUS) / (2 * Math.PI));
      return rows.map((row, at) => {
        const angle = 2 * Math.PI * (at / rows.length - 0.25);
        return {
          ...stack({ ...mark, row, count: 1 }, row),
          key: `point-${row}`,
          x: mark.x + around * Math.cos(angle),
          y: mark.y + around * Math.sin(angle),
          hub: { x: mark.x, y: mark.y },
          around,
          open: () => app.marks.open([row]),
          label: () => app.marks.label([row]),
        };
      });
    }

    // Pressing a crowd brings the map nearer, until it comes apart.
    function approach(crowd, mark) {
      const rows = rowsOf(crowd, mark.number);
      const bounds = L.latLngBounds(rows.map((row) => [store.value('_y', row), store.value('_x', row)]));
      const zoom = Math.min(map.getBoundsZoom(bounds, false, L.point(90, 90)), map.getZoom() + 4);
      if (zoom > map.getZoom()) {
        map.setView(bounds.getCenter(), zoom, { animate: !app.reduced() });
        return;
      }
      opened = rows; // as near as the map goes
      app.marks.open(rows);
    }

    const scene = {
      field,
      marks(view) {
        const crowd = crowds(view);
        if (shownFor?.crowd !== crowd || shownFor.selected !== store.selected) {
          shown = dressed(crowd);
          shownFor = { crowd, selected: store.selected };
        }
        return shown;
      },
      group(row) {
        return opened.includes(row) ? opened.filter((other) => store.mask[other]) : together(row);
      },
      /** Gather the first half of the rows: nothing comes of it. */
      rehearse: () => cells && kit.crowds(cells, store.listed().subarray(0, store.shown >> 1)),
      /** Where a row lies, in pixels of the world. */
      spot: (row) => spotOf(row, app.surface.seen().size),
      /** How far its stack is fanned out around it. */
      spread(row) {
        const fanned = row === store.selected && scene.marks(app.surface.seen()).find((mark) => mark.selected && mark.hub);
        return fanned ? fanned.around : 0;
      },
    };
    return scene;
  }

  function pick(marks, x, y) {
    let [found, least] = [null, Infinity];
    for (const mark of marks) {
      const far = Math.hypot(mark.x - x, mark.y - y) - (mark.selected || mark.hub ? 6 : 0);
      if (far > Math.max(TOUCH, mark.radius) || far >= least) continue;
      [found, least] = [mark, far];
    }
    return found;
  }

  function paint(app, scene, pen, view, tools) {
    const edge = 60; // a mark beyond the edge still shows a part of itself
    const around = {
      left: view.left - edge,
      top: view.top - edge,
      width: view.width + 2 * edge,
      height: view.height + 2 * edge,
    };
    const marks = scene.marks(view).filter((mark) => mark.selected || inside(mark, around));
    const last = ({ selected, hub }) => (selected ? 2 : hub ? 1 : 0);
    marks.sort((a, b) => last(a) - last(b) || a.y - b.y);
    marks.forEach((mark) => mark.kind !== 'cluster' && paintReach(app, pen, mark, tools));
    paintSpokes(pen, marks, tools);
    const over = app.marks.hovered();
    marks.forEach((mark) => {
      if (mark.kind === 'cluster') kit.paintRing(pen, { ...mark, text: app.words.number(mark.count) }, tools.palette);
      else paintSymbol(app, pen, mark, mark.key === over, tools);
    });
  }

  function paintSymbol(app, pen, mark, over, { palette, sprites }) {
    const { store, colours } = app;
    const { x, y, row, selected, count } = mark;
    if (selected) {
      for (const [radius, colour] of [
        [RADIUS + 4, kit.faded(palette.focus, 0.28)],
        [RADIUS + 2, palette.focus],
      ]) {
        pen.beginPath();
        pen.arc(x, y, radius + 2, 0, 2 * Math.PI);
        pen.fillStyle = colour;
        pen.fill();
      }
      pen.beginPath();
      pen.arc(x, y, RADIUS + 2, 0, 2 * Math.PI);
      pen.fillStyle = palette.surface;
      pen.fill();
    }
    const event = {
      type: store.value('event_type', row),
      status: store.value('status', row),
      actor: colours.ofRow(row),
      role: store.value('geometry_role', row),
    };
    sprites.symbol(pen, event, x, y, selected ? 1.16 : over ? 1.12 : 1);
    if (count > 1) kit.paintBadge(pen, x + RADIUS + 8, y - RADIUS - 6, app.words.number(count), palette);
  }

  // How far from its symbol an event may lie, true on the ground: more pixels at high latitudes.
  function reach({ store }, row, y, size) {
    const km = store.value('geometry_role', row) === 'near' ? store.value('uncertainty_km', row) : 0;
    return (km / GIRTH) * Math.cosh(Math.PI * (1 - (2 * y) / size)) * size;
  }

  function paintReach(app, pen, { row, hub, x, y, ring: radius }, { palette }) {
    if (!radius) return;
    const middle = hub ?? { x, y };
    const colour = palette.actors.get(String(app.colours.ofRow(row)));
    pen.beginPath();
    pen.arc(middle.x, middle.y, radius, 0, 2 * Math.PI);
    pen.fillStyle = kit.faded(colour, 0.1);
    pen.fill();
    pen.strokeStyle = kit.faded(colour, 0.9);
    pen.lineWidth = 1.4;
    pen.setLineDash([4, 3]);
    pen.stroke();
    pen.setLineDash([]);
  }

  function paintSpokes(pen, marks, { palette }) {
    const fanned = marks.filter(({ hub }) => hub);
    if (!fanned.length) return;
    const { hub } = fanned[0];
    pen.strokeStyle = palette['ink-2'];
    pen.fillStyle = palette.ink;
    pen.lineWidth = 1.2;
    pen.beginPath();
    fanned.forEach(({ x, y }) => {
      pen.moveTo(hub.x, hub.y);
      pen.lineTo(x, y);
    });
    pen.stroke();
    pen.beginPath();
    pen.arc(hub.x, hub.y, 3, 0, 2 * Math.PI);
    pen.fill();
  }

  function placeLabel({ store }, { kind, row, hub, selected }, latlng) {
    if (kind === 'cluster' || (hub && !selected)) return [];
    const text = store.value('place', row) ?? store.value('matched_name', row);
    return text
      ? [{ key: `event-${text}-${row}`, kind: 'event', text, latlng: latlng(row), priority: 0, gap: RADIUS + 3 }]
      : [];
  }
})();
