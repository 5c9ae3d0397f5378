'use strict';
// Draws the ground on a canvas of its own beneath the events: land, water, borders.
(() => {
  const { kit, room } = globalThis.conflictmap;
  // Small rivers and provinces' borders only clutter a view of half the world.
  const LOW = 4; // zooms
  const MIDDLE = 5.5;
  const SMALL = 7; // rank of a river

  room('basemap', (app, data) => {
    const frame = data.frame.map((value) => value / data.scale);
    const decoded = ({ lines }) => lines.map((text) => kit.decodeLine(text, data.scale));
    const polygons = (texts) => texts.map((text) => kit.decodePolygon(text, data.scale));
    const shapes = (rings) => rings.map((parts) => kit.createOutline(parts.map(kit.flatLine), true));
    const strokes = (lines) => lines.map((line) => kit.createOutline([kit.flatLine(line)], false));

    const land = [...polygons(data.world), ...polygons(data.land)];
    const coasts = kit.insideStretches(land.flat(), frame);
    const borders = data.borders.map((group) => ({ ...group, lines: decoded(group) }));
    const ground = {
      land: shapes(land),
      coasts: strokes(coasts),
      lakes: shapes(polygons(data.lakes)),
      rivers: data.rivers.map((group) => ({ ...group, outlines: strokes(decoded(group)) })),
      borders: borders.map((group) => ({ ...group, outlines: strokes(group.lines) })),
    };
    // Beneath tiles, should a user of the library add some.
    const surface = kit.createSurface(app, { pane: 'ground', level: 150 });
    surface.add({ paint: (pen, view, { palette }) => paint(pen, view, ground, palette) });
    surface.start();

    // A name may move to find room, but never over a border: it would name the wrong land.
    const barriersOf = () => {
      const lines = (level) => kit.withBoxes(borders.filter((group) => group.level === level).flatMap((group) => group.lines));
      const sea = kit.withBoxes(coasts);
      const country = [...sea, ...lines(0)];
      return { sea, country, province: [...country, ...lines(1)] };
    };
    // Borders are known within the frame only: beyond it a name could cross one unseen.
    const within = ([lat, lng]) => lng > frame[0] && lat > frame[1] && lng < frame[2] && lat < frame[3];

    // Provinces in which events lie are named first.
    let told = null;
    let barriers = null;
    app.labels.push(() => {
      barriers ??= barriersOf();
      told ??= new Set(app.store.facet('province').keys());
      return names(data, told, barriers, within, app.map.getZoom());
    });
  }, { ground: true });

  function paint(pen, view, { land, coasts, lakes, rivers, borders }, palette) {
    const stroke = (outlines, colour, width, dash = []) => {
      pen.strokeStyle = colour;
      pen.lineWidth = width;
      pen.setLineDash(dash);
      kit.paintOutlines(pen, view, outlines, (_, path) => pen.stroke(path));
    };
    const fill = (outlines, colour) => {
      pen.fillStyle = colour;
      kit.paintOutlines(pen, view, outlines, (_, path) => pen.fill(path, 'evenodd'));
    };
    pen.lineJoin = 'round';
    fill(land, palette.land);
    stroke(coasts, palette.coast, 1);
    fill(lakes, palette.sea);
    stroke(lakes, palette.coast, 0.8);
    rivers
      .filter(({ rank }) => view.zoom >= MIDDLE || (view.zoom >= LOW && rank < SMALL))
      .forEach(({ outlines }) => stroke(outlines, palette.river, 0.9));
    borders
      .filter(({ level }) => level === 0 || view.zoom >= LOW)
      .forEach(({ level, disputed, outlines }) =>
        stroke(outlines, palette[`border-${level}`], level ? 1 : 1.3, disputed ? [5, 4] : []),
      );
    pen.setLineDash([]);
  }

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
