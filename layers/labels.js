'use strict';
// Names on the map: placed one after the other by importance, each only where it touches nothing.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const CELL = 64;
  // Where a name that may move looks for room, nearest first, in pixels.
  const SHIFTS = [-168, -112, -56, 0, 56, 112, 168]
    .flatMap((i) => [-120, -96, -72, -48, -24, 0, 24, 48, 72, 96, 120].map((j) => [i, j]))
    .sort((a, b) => Math.hypot(...a) - Math.hypot(...b));

  const touches = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
  const inside = (box, room) =>
    box.x >= room.x && box.y >= room.y && box.x + box.w <= room.x + room.w && box.y + box.h <= room.y + room.h;

  /** A bag of boxes that answers quickly whether another box touches one of them. */
  kit.createBoxes = () => {
    const cells = new Map();
    const covered = function* covered(box) {
      for (let i = Math.floor(box.x / CELL); i <= Math.floor((box.x + box.w) / CELL); i += 1) {
        for (let j = Math.floor(box.y / CELL); j <= Math.floor((box.y + box.h) / CELL); j += 1) yield `${i},${j}`;
      }
    };
    return {
      add(box) {
        for (const cell of covered(box)) {
          if (cells.has(cell)) cells.get(cell).push(box);
          else cells.set(cell, [box]);
        }
      },
      touches(box) {
        for (const cell of covered(box)) if (cells.get(cell)?.some((other) => touches(box, other))) return true;
        return false;
      },
    };
  };

  /**
   * Choose a box for each candidate that has room for one.
   * @param {{priority: number, boxes: {x, y, w, h}[]}[]} candidates with their boxes, best first
   * @param {{x, y, w, h}[]} obstacles that no label may touch
   * @param {{x, y, w, h}} room within which a label must lie as a whole
   * @returns {Map} candidate -> its box
   */
  kit.placeLabels = (candidates, obstacles, room) => {
    const taken = kit.createBoxes();
    obstacles.forEach(taken.add);
    const placed = new Map();
    for (const candidate of candidates.toSorted((a, b) => a.priority - b.priority)) {
      const box = candidate.boxes.find(
        (option) => inside(option, room) && !taken.touches(option) && (candidate.allows?.(option) ?? true),
      );
      if (!box) continue;
      placed.set(candidate, box);
      taken.add(box);
    }
    return placed;
  };

  /** The boxes around a point in which a label of this size may stand. */
  kit.labelBoxes = ({ x, y }, { w, h }, gap, loose = false) => {
    if (!gap) return (loose ? SHIFTS : [[0, 0]]).map(([i, j]) => ({ x: x - w / 2 + i, y: y - h / 2 + j, w, h }));
    return [
      { x: x + gap, y: y - h / 2, w, h },
      { x: x - gap - w, y: y - h / 2, w, h },
      { x: x - w / 2, y: y + gap, w, h },
      { x: x - w / 2, y: y - gap - h, w, h },
    ];
  };

  conflictmap.room('labels', (app) => {
    const { map } = app;
    const pane = map.createPane('labels', map.getPane('mapPane'));
    pane.classList.add('leaflet-zoom-hide');
    pane.setAttribute('aria-hidden', 'true');
    const elements = new Map();
    const sizes = new Map();

    const create = ({ key, kind, text, lines, capital, actor }) => {
      const content = lines
        ? lines.map((line) => kit.h('span', { class: 'label-line' }, kit.bdi(line)))
        : kit.bdi(text);
      const element = kit.h(
        'div',
        {
          class: `label label-${kind}${capital ? ' is-capital' : ''}${actor === undefined ? '' : ` actor-${actor}`}`,
        },
        content,
      );
      element.style.visibility = 'hidden';
      elements.set(key, element);
      pane.append(element);
      return element;
    };

    // All new elements are made first and measured after, so the browser lays out once.
    const measure = (candidates) => {
      candidates.forEach((candidate) => elements.get(candidate.key) ?? create(candidate));
      candidates.forEach(({ key }) => {
        if (sizes.has(key)) return;
        const { offsetWidth: w, offsetHeight: h } = elements.get(key);
        sizes.set(key, { w, h });
      });
    };

    const layout = () => {
      const size = map.getSize();
      const corner = map.containerPointToLayerPoint([0, 0]);
      const room = { x: corner.x + 4, y: corner.y + 4, w: size.x - 8, h: size.y - 8 };
      const near = map.getBounds();
      const wanted = app.labels.flatMap((source) => source()).filter(({ latlng }) => near.contains(latlng));
      const spoken = new Set(wanted.filter(({ kind }) => kind === 'event').map(({ text }) => kit.fold(text)));
      const candidates = wanted.filter(({ kind, text }) => kind !== 'town' || !spoken.has(kit.fold(text)));
      measure(candidates);
      const popup = document.querySelector('[data-popup]');
      const card = popup && onMap(popup, corner);
      const placed = kit.placeLabels(
        candidates.map((candidate) => ({
          ...candidate,
          boxes: boxes(candidate, map.latLngToLayerPoint(candidate.latlng)),
          allows: allowed(candidate, card),
        })),
        obstacles(corner),
        room,
      );
      show(placed);
    };

    // The name of an event's place stays clear of an open card; all other names lie still under it.
    const allowed = (candidate, card) => {
      if (candidate.barriers) return (box) => stays(candidate, box);
      return candidate.kind === 'event' && card ? (box) => !touches(box, card) : undefined;
    };

    const boxes = ({ key, gap, barriers, options }, point) =>
      options ? options(sizes.get(key)) : kit.labelBoxes(point, sizes.get(key), gap, Boolean(barriers));

    // A moved name stays on its own side of every border, from end to end.
    const stays = ({ latlng, barriers }, { x, y, w, h }) => {
      const at = (i, j) => {
        const { lat, lng } = map.layerPointToLatLng([x + i * w, y + j * h]);
        return [lat, lng];
      };
      const ways = [
        [latlng, at(0, 0.5)],
        [latlng, at(1, 0.5)],
        [at(0, 0), at(1, 0)],
        [at(0, 1), at(1, 1)],
        [at(0, 0), at(0, 1)],
        [at(1, 0), at(1, 1)],
      ];
      return ways.every(([from, to]) => !kit.crosses(barriers, from, to));
    };

    // Symbols, and the page's own controls that lie over the map.
    const obstacles = (corner) => {
      const overlays = [...document.querySelectorAll('[data-over-map]')].filter((element) => element.offsetWidth);
      return [...app.obstacles.flatMap((source) => source()), ...overlays.map((element) => onMap(element, corner))];
    };

    const onMap = (element, corner) => {
      const stage = map.getContainer().getBoundingClientRect();
      const { left, top, width, height } = element.getBoundingClientRect();
      return {
        x: left - stage.left + corner.x - 4,
        y: top - stage.top + corner.y - 4,
        w: width + 8,
        h: height + 8,
      };
    };

    const show = (placed) => {
      const kept = new Map([...placed].map(([{ key, gap }, box]) => [key, { box, gap }]));
      elements.forEach((element, key) => {
        const found = kept.get(key);
        element.style.visibility = found ? 'visible' : 'hidden';
        if (found)
          element.style.transform = `translate(${Math.round(found.box.x)}px, ${Math.round(found.box.y)}px)`;
      });
    };

    map.on('moveend', layout);
    app.on('layout', layout);
    app.store.subscribe((change) => change === 'filter' && layout());
  });
})();
