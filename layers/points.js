'use strict';
// Symbols for events whose place is a point, rings for those known only to be near one, and one ring
// for a crowd: what scene.js gathers, painted and picked.
(() => {
  const { kit, room } = globalThis.conflictmap;
  const RADIUS = kit.SYMBOL_RADIUS;
  const TOUCH = 22; // how near a finger must come
  const MARKS = 800; // more marks than any view holds: beyond, names are not tried

  room('points', (app) => {
    const { store, map, surface } = app;
    const field = kit.pointField(store);
    const scene = kit.createScene(app, field);
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

  const inside = ({ x, y }, { left, top, width, height }) =>
    x >= left && y >= top && x <= left + width && y <= top + height;

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
