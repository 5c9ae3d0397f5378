'use strict';
// The marks: SHAPE and glyph say what happened, FILL who stands behind it, COLOUR who did it.
// Type and status are therefore readable in black and white.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});

  // Shapes in a box of 28 units around 0,0, and the same 3 units smaller for the double outline.
  const CIRCLE = ['M0-11A11 11 0 0 1 0 11A11 11 0 0 1 0-11Z', 'M0-8A8 8 0 0 1 0 8A8 8 0 0 1 0-8Z'];
  const SQUARE = ['M-10-10H10V10H-10Z', 'M-7-7H7V7H-7Z'];
  const DIAMOND = ['M0-13L13 0L0 13L-13 0Z', 'M0-9L9 0L0 9L-9 0Z'];
  const HEXAGON = ['M-6-11H6L12 0L6 11H-6L-12 0Z', 'M-4.3-8H4.3L8.6 0L4.3 8H-4.3L-8.6 0Z'];
  const SHIELD = ['M-11-10H11V2L0 12L-11 2Z', 'M-8-7H8V.6L0 8L-8 .6Z'];

  // Glyphs within 6 units of the middle: `fill` for filled paths, `line` for drawn ones.
  const TYPES = new Map([
    [
      'air_strike',
      [
        CIRCLE,
        {
          fill: 'M0-7L1.3-2.4L7 1.4V3.2L1.3 1.9L1 4.6L2.9 6V7.2L0 6.4L-2.9 7.2V6L-1 4.6L-1.3 1.9L-7 3.2V1.4L-1.3-2.4Z',
        },
      ],
    ],
    ['drone_strike', [CIRCLE, { line: 'M-4-4L4 4M4-4L-4 4M-6.2-4H-1.8M1.8-4H6.2M-6.2 4H-1.8M1.8 4H6.2' }]],
    [
      'missile_strike',
      [CIRCLE, { fill: 'M0-7.4C2-5 2.2-2.6 2.2 0V2.2L4.6 5.4V7L0 5L-4.6 7V5.4L-2.2 2.2V0C-2.2-2.6-2-5 0-7.4Z' }],
    ],
    [
      'shelling',
      [
        SQUARE,
        { line: 'M-6 5C-4-6 2-7 4.2 1.4', fill: 'M4.6 1.8m-2.6 1a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0-5.2 0Z' },
      ],
    ],
    [
      'bombing',
      [
        SQUARE,
        {
          fill: 'M0-7L1.6-3.2L5-5L3.2-1.6L7 0L3.2 1.6L5 5L1.6 3.2L0 7L-1.6 3.2L-5 5L-3.2 1.6L-7 0L-3.2-1.6L-5-5L-1.6-3.2Z',
        },
      ],
    ],
    ['armed_clash', [DIAMOND, { line: 'M-4.2-4.2L4.2 4.2M4.2-4.2L-4.2 4.2' }]],
    ['armed_attack', [DIAMOND, { line: 'M0-6.4V-1.6M0 6.4V1.6M-6.4 0H-1.6M6.4 0H1.6' }]],
    [
      'abduction',
      [HEXAGON, { fill: 'M0-6.4a2.7 2.7 0 1 1 0 5.4a2.7 2.7 0 1 1 0-5.4ZM-5 6.2C-5 1.6-2.6.2 0 .2S5 1.6 5 6.2Z' }],
    ],
    ['naval_attack', [SHIELD, { fill: 'M-6.4.6H6.4L4.2 4.4H-4.2ZM-.8-.6V-7H.8L4.6-.6Z' }]],
    ['blank', [CIRCLE, {}]],
    ['other', [CIRCLE, { fill: 'M0-3a3 3 0 1 1 0 6a3 3 0 1 1 0-6Z' }]],
  ]);
  /** The sign for "about here": a wavy equals sign. */
  kit.NEAR_SIGN = 'M-3.4-.8C-2-2.6-.9-2.2 0-1.6S2-.6 3.4-2.2M-3.4 2.2C-2 .4-.9.8 0 1.4S2 2.4 3.4.8';

  /** The outlines and the glyph of a type of event. */
  kit.symbolShape = (type) => TYPES.get(type) ?? TYPES.get('other');

  const LEFT_HALF = 'cm-left';
  const RIGHT_HALF = 'cm-right';

  /** Definitions that symbols refer to; drawn once into the page. */
  kit.symbolDefinitions = () =>
    kit.svg(
      'svg',
      { class: 'definitions', width: 0, height: 0, 'aria-hidden': 'true', focusable: 'false' },
      kit.svg('clipPath', { id: LEFT_HALF }, kit.svg('rect', { x: -16, y: -16, width: 16, height: 32 })),
      kit.svg('clipPath', { id: RIGHT_HALF }, kit.svg('rect', { x: 0, y: -16, width: 16, height: 32 })),
      [...kit.actorClasses(), 'ink'].map(hatch),
      kit.actorClasses().flatMap((actor) => [fade(actor, 'start', 0), fade(actor, 'end', 1)]),
    );

  // A bar of time whose start or end nobody knows fades away on that side.
  const fade = (actor, side, at) =>
    kit.svg(
      'linearGradient',
      { id: `cm-fade-${side}-${actor}`, class: `actor-${actor}` },
      kit.svg('stop', { class: 'fade-out', offset: at }),
      kit.svg('stop', { class: 'fade-in', offset: 1 - at }),
    );

  // Hatching at 45 degrees, per actor colour; a finer one for symbols.
  const hatch = (actor) =>
    [
      ['hatch', 9, 2],
      ['fine', 4.6, 1.5],
    ].map(([name, step, line]) =>
      kit.svg(
        'pattern',
        {
          id: `cm-${name}-${actor}`,
          class: `actor-${actor}`,
          width: step,
          height: step,
          patternUnits: 'userSpaceOnUse',
          patternTransform: 'rotate(45)',
        },
        kit.svg('rect', { class: 'hatch-ground', width: step, height: step }),
        kit.svg('rect', { class: 'hatch-line', width: line, height: step }),
      ),
    );

  const glyphOf = ({ line, fill }, name, extra = {}) =>
    kit.svg(
      'g',
      { class: `glyph ${name}`, ...extra },
      line && kit.svg('path', { class: 'glyph-line', d: line }),
      fill && kit.svg('path', { class: 'glyph-fill', d: fill }),
    );

  // Each status is a way to fill an outline: full, half, empty, double, struck through.
  const FILLS = new Map([
    [
      'acknowledged',
      ([outer], glyph) => [kit.svg('path', { class: 'solid', d: outer }), glyphOf(glyph, 'on-actor')],
    ],
    [
      'claimed',
      ([outer], glyph) => [
        kit.svg('path', { class: 'solid', d: outer, 'clip-path': `url(#${LEFT_HALF})` }),
        glyphOf(glyph, 'on-actor', { 'clip-path': `url(#${LEFT_HALF})` }),
        glyphOf(glyph, 'on-surface', { 'clip-path': `url(#${RIGHT_HALF})` }),
      ],
    ],
    ['alleged', (_, glyph) => [glyphOf(glyph, 'on-surface')]],
    [
      'reported',
      ([, inner], glyph) => [
        kit.svg('path', { class: 'inner', d: inner }),
        kit.svg('g', { transform: 'scale(.74)' }, glyphOf(glyph, 'on-surface')),
      ],
    ],
    [
      'contested',
      (_, glyph) => [
        glyphOf(glyph, 'on-surface'),
        kit.svg('path', { class: 'strike-halo', d: 'M-12 12L12-12' }),
        kit.svg('path', { class: 'strike', d: 'M-12 12L12-12' }),
      ],
    ],
  ]);

  /**
   * A symbol as an SVG element.
   * @param {{type: string, status: string, actor: string|number, role?: string}} event
   */
  kit.symbol = ({ type, status, actor, role = 'point' }) => {
    const area = role === 'area' || role === 'line';
    const [shape, glyph] = kit.symbolShape(type);
    const fill = area
      ? () => [glyphOf(glyph, 'on-hatch-halo'), glyphOf(glyph, 'on-surface')]
      : (FILLS.get(status) ?? FILLS.get('alleged'));
    const unstated = !area && !FILLS.has(status);
    const base = kit.svg('path', { class: 'base', d: shape[0] });
    if (area) base.setAttribute('fill', `url(#cm-fine-${actor})`);
    return kit.svg(
      'svg',
      {
        class: `symbol actor-${actor}${area ? ' is-area' : ''}${unstated ? ' is-unstated' : ''}`,
        viewBox: '-15 -15 30 30',
        'aria-hidden': 'true',
        focusable: 'false',
      },
      kit.svg('path', { class: 'halo', d: shape[0] }),
      base,
      fill(shape, glyph),
      role === 'near' && nearSign(),
    );
  };

  // "About here": the sign stays readable at zooms where the ring is smaller than the symbol.
  const nearSign = (x = 10, y = 10) =>
    kit.svg(
      'g',
      { class: 'near-sign', transform: `translate(${x} ${y})` },
      kit.svg('circle', { r: 6.5 }),
      kit.svg('path', { d: kit.NEAR_SIGN }),
    );

  /** A picture of how well a place is known, without type or status. */
  kit.roleSymbol = (role) => {
    const frame = (...parts) =>
      kit.svg(
        'svg',
        { class: 'symbol actor-ink', viewBox: '-15 -15 30 30', 'aria-hidden': 'true', focusable: 'false' },
        parts,
      );
    if (role === 'point')
      return frame(kit.svg('path', { class: 'solid', d: 'M0-6a6 6 0 1 1 0 12a6 6 0 1 1 0-12Z' }));
    if (role === 'near') {
      return frame(
        kit.svg('circle', { class: 'role-ring', r: 12.5 }),
        kit.svg('path', { class: 'solid', d: 'M0-4a4 4 0 1 1 0 8a4 4 0 1 1 0-8Z' }),
        nearSign(),
      );
    }
    if (role === 'area')
      return frame(
        kit.svg('path', {
          class: 'role-area',
          d: 'M-12-9L-2-12L11-8L12 8L-3 12L-13 5Z',
          fill: 'url(#cm-fine-ink)',
        }),
      );
    if (role === 'line') return frame(kit.svg('path', { class: 'role-line', d: 'M-13 8L-3-4L5 2L13-8' }));
    return frame(
      kit.svg('circle', { class: 'role-none', r: 7 }),
      kit.svg('path', { class: 'role-none', d: 'M-9 9L9-9' }),
    );
  };
})();
