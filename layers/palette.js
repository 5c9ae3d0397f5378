'use strict';
// The colours that the canvas draws with: read from the style sheet, which alone names them.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const NAMES = [
    ...['surface', 'ink', 'ink-2', 'focus', 'line'],
    ...['land', 'sea', 'coast', 'river', 'border-0', 'border-1'],
  ];

  /** Colours as the browser computes them now, for this theme: by name, and by actor's class. */
  kit.readPalette = () => {
    // All are asked of the browser at once: between two questions it would work out its styles anew.
    const names = new Map(NAMES.map((name) => [name, kit.h('span', {})]));
    names.forEach((probe, name) => (probe.style.color = `var(--${name})`));
    const actors = new Map([...kit.actorClasses(), 'ink'].map((actor) => [String(actor), kit.h('span', { class: `actor-${actor}` })]));
    actors.forEach((probe) => (probe.style.color = 'var(--actor)'));
    const all = kit.h('span', { hidden: true }, ...names.values(), ...actors.values());
    document.body.append(all);
    const computed = (probes) => [...probes].map(([name, probe]) => [name, getComputedStyle(probe).color]);
    const palette = { ...Object.fromEntries(computed(names)), actors: new Map(computed(actors)) };
    palette.font = getComputedStyle(document.body).fontFamily;
    all.remove();
    return palette;
  };

  /** A computed colour (rgb) with another opacity. */
  kit.faded = (colour, opacity) => {
    const [r, g, b] = colour.match(/[\d.]+/g).map(Number);
    const scale = colour.startsWith('color(') ? 255 : 1;
    return `rgba(${r * scale}, ${g * scale}, ${b * scale}, ${opacity})`;
  };
})();
