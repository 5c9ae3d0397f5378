'use strict';
// Symbols for events whose place is a point, and rings for those known only to be near one.
(() => {
  const { kit, room } = globalThis.conflictmap;
  const RADIUS = 15; // of a symbol, in pixels

  room('points', (app, data) => {
    const { map } = app;
    map.createPane('rings').style.zIndex = 420;
    const renderer = L.svg({ pane: 'rings', padding: 0.5 });
    const spots = groupBy(
      data.row.map((row, at) => ({ row, latlng: L.latLng(data.y[at], data.x[at]), km: data.km[at] })),
    );
    const marks = spots.map((events) => addSpot(app, events, renderer));
    const crowds = gather(app, spots, marks);
    const single = () => spots.filter((_, at) => !marks[at].covered);
    const placeOf = new Map(data.row.map((row, at) => [row, at]));
    app.geometries.push((row) => {
      const at = placeOf.get(row);
      if (at === undefined) return null;
      const spot = [data.x[at], data.y[at]];
      return { spot, shape: { type: 'Point', coordinates: spot } };
    });
    app.labels.push(() => single().flatMap((events) => placeLabel(app, events)));
    app.obstacles.push(() => [...single().flatMap((events) => symbolBox(app, events)), ...crowds()]);
  });

  /** Keep marks that would lie on each other under one ring; gives the boxes of the rings. */
  function gather(app, spots, marks) {
    const { map, store } = app;
    let rings = [];
    const draw = () => {
      rings.forEach(({ marker }) => marker.remove());
      rings = [];
      // A selected event is always seen itself.
      const free = spots
        .map((events, at) => ({ at, latlng: events[0].latlng, rows: app.marks.shownRows(marks[at]) }))
        .filter(({ rows }) => rows.length && !rows.includes(store.selected));
      const points = free.map(({ latlng, rows }) => ({ ...map.project(latlng), count: rows.length }));
      const covered = new Set();
      kit
        .clusters(points.map(({ x, y, count }) => ({ x, y, count })))
        .filter((members) => members.length > 1)
        .forEach((members) => {
          members.forEach((member) => covered.add(free[member].at));
          rings.push(addRing(app, members.map((member) => free[member])));
        });
      marks.forEach((mark, at) => app.marks.cover(mark, covered.has(at)));
    };
    app.marks.extra = () => rings.map(({ element }) => element);
    map.on('zoomend', draw);
    store.subscribe(draw);
    draw();
    return () => rings.map(({ latlng, size }) => box(map.latLngToLayerPoint(latlng), size));
  }

  // One ring for several spots: pressing it brings the map nearer, until they come apart.
  function addRing(app, spots) {
    const { map, words } = app;
    const { latlng } = spots[0];
    const rows = spots.flatMap((spot) => spot.rows);
    const element = kit.h(
      'div',
      { class: 'mark cluster', role: 'button', tabindex: '-1', 'aria-label': words.say('map.cluster', { count: rows.length }) },
      kit.clusterSymbol(rows, app.colours.allOfRow, words.number(rows.length)),
    );
    const open = (event) => {
      event.stopPropagation();
      event.preventDefault();
      approach(app, spots, rows);
    };
    element.addEventListener('click', open);
    element.addEventListener('keydown', (event) => (event.key === 'Enter' || event.key === ' ') && open(event));
    return { element, latlng, size: RADIUS + 5, marker: anchored(map, latlng, element) };
  }

  function approach(app, spots, rows) {
    const { map } = app;
    const bounds = L.latLngBounds(spots.map(({ latlng }) => latlng));
    const zoom = Math.min(map.getBoundsZoom(bounds, false, L.point(90, 90)), map.getZoom() + 4);
    if (zoom > map.getZoom()) map.setView(bounds.getCenter(), zoom, { animate: !app.reduced() });
    else app.store.select(rows[0]); // as near as the map goes
  }

  const anchored = (map, latlng, element) =>
    L.marker(latlng, {
      icon: L.divIcon({ html: element, className: 'mark-anchor', iconSize: [0, 0] }),
      keyboard: false,
      interactive: false,
    }).addTo(map);

  const box = ({ x, y }, size) => ({ x: x - size, y: y - size, w: 2 * size, h: 2 * size });

  /** Events at one and the same coordinate, together. */
  function groupBy(events) {
    const groups = new Map();
    events.forEach((event) => {
      const key = `${event.latlng.lat},${event.latlng.lng}`;
      if (groups.has(key)) groups.get(key).push(event);
      else groups.set(key, [event]);
    });
    return [...groups.values()];
  }

  function addSpot(app, events, renderer) {
    const { map } = app;
    const { latlng } = events[0];
    const element = kit.h('div', { class: 'mark' });
    const marker = anchored(map, latlng, element);
    const rings = events
      .filter(({ km }) => km > 0)
      .map(({ row, km }) => ({ row, layer: ring(app, row, latlng, km, renderer) }));
    return app.marks.add({
      rows: events.map(({ row }) => row),
      element,
      latlng,
      draw: (rows) => {
        const chosen = rows.includes(app.store.selected) ? app.store.selected : rows[0];
        element.replaceChildren(app.symbol(chosen));
        if (rows.length > 1) element.append(kit.h('span', { class: 'badge' }, app.words.number(rows.length)));
        rings.forEach(({ row, layer }) => layer.getElement().classList.toggle('is-hidden', !rows.includes(row)));
      },
      raise: (on) => marker.setZIndexOffset(on ? 10_000 : 0),
      hide: () => rings.forEach(({ layer }) => layer.getElement().classList.add('is-hidden')),
      rect: () => box(map.latLngToContainerPoint(latlng), RADIUS),
    });
  }

  // Leaflet's circle is measured on the ground: its radius in pixels grows with the latitude.
  const ring = (app, row, latlng, km, renderer) =>
    L.circle(latlng, {
      radius: km * 1000,
      pane: 'rings',
      renderer,
      interactive: false,
      className: `ring actor-${app.colours.ofRow(row)}`,
    }).addTo(app.map);

  const shown = (app, events) => events.filter(({ row }) => app.store.mask[row]);

  function placeLabel(app, events) {
    const [first] = shown(app, events);
    if (!first) return [];
    const text = app.store.value('place', first.row) ?? app.store.value('matched_name', first.row);
    return text
      ? [{ key: `event-${first.row}`, kind: 'event', text, latlng: first.latlng, priority: 0, gap: RADIUS + 3 }]
      : [];
  }

  function symbolBox(app, events) {
    const [first] = shown(app, events);
    if (!first) return [];
    return [box(app.map.latLngToLayerPoint(first.latlng), RADIUS)];
  }
})();
