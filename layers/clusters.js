'use strict';
// Crowds: where marks would lie on each other, one ring stands for them. Its number is how many
// events it holds, its slices are who did them; it falls apart as the map comes nearer.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const REACH = 40; // pixels between the middles of rings that do not touch
  const LIMIT = 19; // the largest ring's radius in pixels

  /**
   * Put spots that would touch into one cluster. The fullest spot draws in its neighbours, so the
   * answer depends on the zoom alone, never on where the map was dragged to.
   * @param {{x: number, y: number, count: number}[]} spots  in pixels of the world
   * @returns {number[][]} clusters of positions in `spots`, each led by the spot it stands at
   */
  kit.clusters = (spots, reach = REACH) => {
    const cells = new Map();
    const cell = (value) => Math.floor(value / reach);
    const at = (x, y) => cells.get(`${x},${y}`) ?? [];
    const order = spots.map((_, index) => index).sort((a, b) => spots[b].count - spots[a].count || a - b);
    const clusters = [];
    order.forEach((index) => {
      const { x, y } = spots[index];
      const [column, row] = [cell(x), cell(y)];
      const near = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => at(column + dx, row + dy)));
      const distance = (cluster) => Math.hypot(spots[cluster[0]].x - x, spots[cluster[0]].y - y);
      const home = near.filter((cluster) => distance(cluster) < reach).sort((a, b) => distance(a) - distance(b))[0];
      if (home) {
        home.push(index);
        return;
      }
      const started = [index];
      clusters.push(started);
      cells.set(`${column},${row}`, [...at(column, row), started]);
    });
    return clusters;
  };

  /** The colours of a cluster's ring: each actor's share in the events, the largest first. */
  kit.shares = (rows, coloursOf) => {
    const counts = new Map();
    const colours = rows.flatMap(coloursOf);
    colours.forEach((colour) => counts.set(colour, (counts.get(colour) ?? 0) + 1));
    return [...counts]
      .sort(([a, m], [b, n]) => n - m || (String(a) < String(b) ? -1 : 1))
      .map(([colour, count]) => ({ colour, share: count / colours.length }));
  };

  /** A cluster's picture: a ring of shares around the number of events. */
  kit.clusterSymbol = (rows, coloursOf, text) => {
    const radius = Math.min(LIMIT, 13 + 2.4 * Math.log10(rows.length));
    const box = Math.ceil(radius + 3);
    let from = 0;
    const slices = kit.shares(rows, coloursOf).map(({ colour, share }) => {
      const slice = arc(radius - 2, from, from + share);
      from += share;
      return kit.svg('path', { class: `slice actor-${colour}`, d: slice });
    });
    const picture = kit.svg(
      'svg',
      { class: 'cluster-ring', viewBox: `${-box} ${-box} ${2 * box} ${2 * box}`, 'aria-hidden': 'true', focusable: 'false' },
      kit.svg('circle', { class: 'cluster-ground', r: radius + 1 }),
      slices,
    );
    picture.style.inlineSize = picture.style.blockSize = `${2 * box}px`;
    return [picture, kit.h('span', { class: 'cluster-count' }, text)];
  };

  // Part of a ring, in turns from twelve o'clock.
  function arc(radius, from, to) {
    const point = (turn) => {
      const angle = 2 * Math.PI * (turn - 0.25);
      return `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle)).toFixed(2)}`;
    };
    // A whole turn would begin where it ends and draw nothing.
    const end = to - from > 0.9999 ? to - 0.0001 : to;
    return `M${point(from)}A${radius} ${radius} 0 ${end - from > 0.5 ? 1 : 0} 1 ${point(end)}`;
  }
})();
