'use strict';
// What stands where among the points: symbols, crowds, and stacks of events at one and the same point,
// which are fanned out while one of them is open. Gathered once for a zoom and a filter.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  /** Of a symbol, in pixels. */
  kit.SYMBOL_RADIUS = 15;
  const RADIUS = kit.SYMBOL_RADIUS;
  const FAN = 12; // the largest stack that is fanned out
  const SLICE = 8; // milliseconds of work between two pictures
  const LISTED = 500; // rows that a name for a crowd looks at
  const GIRTH = 40_030.17; // km around the earth

  // The numbers of the colours of each code of actors.
  function huesOf({ store, colours }, names) {
    const { codes, members } = store.coded('actor');
    const lists = members.map((actors) => (actors.length ? actors : [null]).map((name) => names.indexOf(String(colours.of(name)))));
    const of = Uint8Array.from(lists, (list) => (list.length === 1 ? list[0] : names.length));
    return { codes, of, lists, count: names.length };
  }

  // How far from its symbol an event may lie, true on the ground: more pixels at high latitudes.
  function reach({ store }, row, y, size) {
    const km = store.value('geometry_role', row) === 'near' ? store.value('uncertainty_km', row) : 0;
    return (km / GIRTH) * Math.cosh(Math.PI * (1 - (2 * y) / size)) * size;
  }

  /** The marks of a field of points (layers/field.js), for a region larger than the view. */
  kit.createScene = (app, field) => {
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
  };
})();
