'use strict';
// Draws the ground as a few large SVG paths. Colours live in the style sheet alone, so a change of
// theme, or printing, draws nothing anew.
(() => {
  const { kit, room } = globalThis.conflictmap;

  room('basemap', (app, data) => {
    const pane = app.map.createPane('ground');
    pane.style.zIndex = 150; // beneath tiles, should a user of the library add some
    const options = {
      pane: 'ground',
      renderer: L.svg({ pane: 'ground', padding: 0.5 }),
      interactive: false,
      smoothFactor: 0.8,
    };
    const surface = (shapes, className) => {
      const rings = shapes.map((text) => kit.decodePolygon(text, data.scale));
      L.polygon(rings, { ...options, className }).addTo(app.map);
      return rings;
    };
    const stroke = (paths, className) =>
      paths.length && L.polyline(paths, { ...options, className }).addTo(app.map);

    const frame = data.frame.map((value) => value / data.scale);
    const coasts = ['world', 'land'].flatMap((name) => {
      const rings = surface(data[name], 'ground-land');
      const coast = kit.insideStretches(rings.flat(), frame);
      stroke(coast, 'ground-coast');
      return coast;
    });
    surface(data.lakes, 'ground-lake');
    const decoded = ({ lines }) => lines.map((text) => kit.decodeLine(text, data.scale));
    data.rivers.forEach((group) => stroke(decoded(group), `ground-river rank-${Math.min(group.rank, 9)}`));
    data.borders.forEach((group) =>
      stroke(decoded(group), `ground-border level-${group.level}${group.disputed ? ' is-disputed' : ''}`),
    );

    // Small rivers and provinces' borders only clutter a view of half the world.
    const byZoom = () => {
      pane.dataset.detail = app.map.getZoom() < 4 ? 'low' : app.map.getZoom() < 5.5 ? 'middle' : 'high';
    };
    app.map.on('zoomend', byZoom);
    byZoom();
    // A name may move to find room, but never over a border: it would name the wrong land.
    const lines = (level) => data.borders.filter((group) => group.level === level).flatMap(decoded);
    const borders = kit.withBoxes([...coasts, ...lines(0)]);
    const barriers = {
      country: borders,
      province: [...borders, ...kit.withBoxes(lines(1))],
      sea: kit.withBoxes(coasts),
    };
    // Borders are known within the frame only: beyond it a name could cross one unseen.
    const within = ([lat, lng]) => lng > frame[0] && lat > frame[1] && lng < frame[2] && lat < frame[3];

    // Provinces in which events lie are named first.
    let told = null;
    app.labels.push(() => {
      told ??= new Set(app.store.facet('province').keys());
      return names(data, told, barriers, within, app.map.getZoom());
    });
  }, { ground: true });

  // Which names may stand at a zoom, most important first in each kind; who gets room is decided later.
  function names(data, told, barriers, within, zoom) {
    const at = (layer, row) => [layer.y[row] / data.scale, layer.x[row] / data.scale];
    const take = (layer, kind, wanted, priority, extra = () => ({})) =>
      layer.name.flatMap((text, row) =>
        text && wanted(row)
          ? [{ key: `${kind}-${row}`, kind, text, latlng: at(layer, row), priority: priority(row), ...extra(row) }]
          : [],
      );
    const { countries, provinces, seas, towns } = data;
    return [
      ...take(
        countries,
        'country',
        (row) => (countries.rank[row] ?? 3) <= zoom + 1,
        (row) => 12 + (countries.rank[row] ?? 3) / 100,
        (row) => ({ barriers: barriers.country, roams: within(at(countries, row)) }),
      ),
      ...take(
        seas,
        'sea',
        (row) => (seas.rank[row] ?? 0) <= zoom,
        (row) => 40 + (seas.rank[row] ?? 0),
        (row) => ({ barriers: barriers.sea, roams: within(at(seas, row)) }),
      ),
      ...take(
        provinces,
        'province',
        (row) => zoom >= (told.has(provinces.code[row]) ? 4 : 6),
        (row) => (told.has(provinces.code[row]) ? 15 : 60),
        () => ({ barriers: barriers.province }),
      ),
      ...take(
        towns,
        'town',
        (row) => towns.min_zoom[row] <= zoom,
        (row) => 80 + towns.min_zoom[row],
        (row) => ({ gap: 6, capital: towns.capital[row] }),
      ),
    ];
  }
})();
