'use strict';
// Names on the map: placed one after the other by importance, each only where it touches nothing.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const CELL = 64;
  const STRAYS = 6; // countries and seas whose name may come in from outside the view
  const MANY = 20_000; // events from which names wait for a filter to rest
  const SETTLED = 120; // milliseconds
  const SEA_REACH = 1_000_000; // metres: no coast keeps the name of a sea from another ocean
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

  /** Boxes all over a view, those nearest its middle first. */
  kit.gridBoxes = (corner, room, { w, h }) => {
    const [columns, rows] = [4, 4];
    const found = [];
    for (let i = 1; i <= columns; i += 1) {
      for (let j = 1; j <= rows; j += 1) {
        const [across, down] = [i / (columns + 1), j / (rows + 1)];
        const x = corner.x + room.x * across - w / 2;
        const y = corner.y + room.y * down - h / 2;
        found.push({ box: { x, y, w, h }, far: Math.hypot(across - 0.5, down - 0.5) });
      }
    }
    return found.sort((a, b) => a.far - b.far).map(({ box }) => box);
  };

  conflictmap.room('labels', (app) => {
    const { map } = app;
    const pane = map.createPane('labels', map.getPane('mapPane'));
    pane.classList.add('leaflet-zoom-hide');
    pane.setAttribute('aria-hidden', 'true');
    const elements = new Map();
    const sizeOf = createSizes(pane);

    const create = ({ key, kind, text, lines, capital, actor }) => {
      const element = kit.h(
        'div',
        {
          class: `label label-${kind}${capital ? ' is-capital' : ''}${actor === undefined ? '' : ` actor-${actor}`}`,
        },
        lines ? lines.map((line) => kit.h('span', { class: 'label-line' }, kit.bdi(line))) : kit.bdi(text),
      );
      elements.set(key, element);
      pane.append(element);
      return element;
    };

    const layout = () => {
      const size = map.getSize();
      const corner = map.containerPointToLayerPoint([0, 0]);
      const room = { x: corner.x + 4, y: corner.y + 4, w: size.x - 8, h: size.y - 8 };
      const near = map.getBounds();
      const all = app.labels.flatMap((source) => source());
      const wanted = [...all.filter(({ latlng }) => near.contains(latlng)), ...strays(all, near)];
      const spoken = new Set(wanted.filter(({ kind }) => kind === 'event').map(({ text }) => kit.fold(text)));
      const candidates = wanted.filter(({ kind, text }) => kind !== 'town' || !spoken.has(kit.fold(text)));
      const popup = document.querySelector('[data-popup]');
      const card = popup && onMap(popup, corner);
      const placed = kit.placeLabels(
        candidates.map((candidate) => {
          const point = map.latLngToLayerPoint(candidate.latlng);
          return { ...candidate, boxes: boxes(candidate, point), allows: allowed(candidate, point, card) };
        }),
        obstacles(corner),
        room,
      );
      show(placed);
    };

    // The name of an event's place stays clear of an open card; all other names lie still under it.
    const allowed = (candidate, point, card) => {
      if (candidate.stray) return (box) => stays(candidate, box);
      if (candidate.barriers) return (box) => staysStill(candidate, point, box);
      return candidate.kind === 'event' && card ? (box) => !touches(box, card) : undefined;
    };

    const boxes = (candidate, point) => {
      const { gap, barriers, options, stray } = candidate;
      const size = sizeOf(candidate);
      if (stray) return kit.gridBoxes(map.containerPointToLayerPoint([0, 0]), map.getSize(), size);
      return options ? options(size) : kit.labelBoxes(point, size, gap, Boolean(barriers));
    };

    // Countries and seas whose own spot is out of view, but which may reach into it.
    const strays = (all, near) => {
      const middle = near.getCenter();
      const far = ({ latlng }) => Math.hypot(latlng[0] - middle.lat, latlng[1] - middle.lng);
      return all
        .filter(({ roams, latlng }) => roams && !near.contains(latlng))
        .sort((a, b) => far(a) - far(b))
        .slice(0, STRAYS)
        .map((candidate) => ({ ...candidate, stray: true }));
    };

    // At one zoom a name so far from its spot has the same borders around it, wherever the map is moved.
    const answers = new Map();
    let zoom = null;
    const staysStill = (candidate, point, box) => {
      if (zoom !== map.getZoom()) answers.clear();
      zoom = map.getZoom();
      const key = `${candidate.key} ${box.x - point.x} ${box.y - point.y}`;
      if (!answers.has(key)) answers.set(key, stays(candidate, box));
      return answers.get(key);
    };

    // A moved name stays on its own side of every border, from end to end.
    const stays = ({ kind, latlng, barriers }, { x, y, w, h }) => {
      const at = (i, j) => {
        const { lat, lng } = map.layerPointToLatLng([x + i * w, y + j * h]);
        return [lat, lng];
      };
      if (kind === 'sea' && map.distance(latlng, at(0.5, 0.5)) > SEA_REACH) return false;
      const ways = [
        [latlng, at(0.5, 0.5)],
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
      const kept = new Map([...placed].map(([candidate, box]) => [candidate.key, { candidate, box }]));
      elements.forEach((element, key) => {
        if (kept.has(key)) return;
        element.remove();
        elements.delete(key);
      });
      kept.forEach(({ candidate, box }, key) => {
        const element = elements.get(key) ?? create(candidate);
        element.style.visibility = 'visible';
        element.style.transform = `translate(${Math.round(box.x)}px, ${Math.round(box.y)}px)`;
      });
    };

    // A filter may change with every frame; names settle once it rests.
    const later = kit.afterwards(app.store.n > MANY, layout);
    let waiting = 0;
    const soon = () => {
      clearTimeout(waiting);
      if (app.opening) later.idle();
      else waiting = setTimeout(layout, app.store.n > MANY ? SETTLED : 0);
    };
    // The map moves first; among many events names follow with the next picture.
    map.on('moveend', () => (app.opening ? later.idle() : later()));
    // Paper does not wait.
    app.on('layout', () => (document.documentElement.hasAttribute('data-printing') ? layout() : soon()));
    app.store.subscribe((change) => change === 'filter' && soon());
  });

  // How large a name is, from the letters of its kind; words on a shape are laid out to be measured.
  function createSizes(pane) {
    const pen = document.createElement('canvas').getContext('2d');
    const kinds = new Map();
    const sizes = new Map();
    const kindOf = (kind, capital) => {
      const name = `label label-${kind}${capital ? ' is-capital' : ''}`;
      if (!kinds.has(name)) {
        const probe = kit.h('div', { class: name }, 'x');
        pane.append(probe);
        const style = getComputedStyle(probe);
        const pad = parseFloat(style.paddingInlineStart) + parseFloat(style.paddingInlineEnd);
        kinds.set(name, {
          font: `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`,
          spacing: parseFloat(style.letterSpacing) || 0,
          upper: style.textTransform === 'uppercase',
          pad,
          h: probe.offsetHeight,
        });
        probe.remove();
      }
      return kinds.get(name);
    };
    const measured = ({ kind, text, capital }) => {
      const { font, spacing, upper, pad, h } = kindOf(kind, capital);
      pen.font = font;
      const shown = upper ? text.toLocaleUpperCase() : text;
      return { w: Math.ceil(pen.measureText(shown).width + spacing * [...shown].length + pad) + 1, h };
    };
    const laidOut = ({ kind, lines }) => {
      const block = kit.h('div', { class: `label label-${kind}` }, lines.map((line) => kit.h('span', { class: 'label-line' }, kit.bdi(line))));
      block.style.visibility = 'hidden';
      pane.append(block);
      const { offsetWidth: w, offsetHeight: h } = block;
      block.remove();
      return { w, h };
    };
    return (candidate) => {
      const key = `${candidate.kind}|${candidate.capital ? 1 : 0}|${candidate.text}`;
      if (!sizes.has(key)) sizes.set(key, candidate.lines ? laidOut(candidate) : measured(candidate));
      return sizes.get(key);
    };
  }
})();
