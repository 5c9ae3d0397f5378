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
    spots.forEach((events) => addSpot(app, events, renderer));
    app.labels.push(() => spots.flatMap((events) => placeLabel(app, events)));
    app.obstacles.push(() => spots.flatMap((events) => symbolBox(app, events)));
  });

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
    const marker = L.marker(latlng, {
      icon: L.divIcon({ html: element, className: 'mark-anchor', iconSize: [0, 0] }),
      keyboard: false,
      interactive: false,
    }).addTo(map);
    const rings = events
      .filter(({ km }) => km > 0)
      .map(({ row, km }) => ({ row, layer: ring(app, row, latlng, km, renderer) }));
    app.marks.add({
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
      rect: () => {
        const { x, y } = map.latLngToContainerPoint(latlng);
        return { x: x - RADIUS, y: y - RADIUS, w: 2 * RADIUS, h: 2 * RADIUS };
      },
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
    const { x, y } = app.map.latLngToLayerPoint(first.latlng);
    return [{ x: x - RADIUS, y: y - RADIUS, w: 2 * RADIUS, h: 2 * RADIUS }];
  }
})();
