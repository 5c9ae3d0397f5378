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
    const probe = kit.h('span', { hidden: true });
    document.body.append(probe);
    const computed = () => getComputedStyle(probe).color;
    const palette = { actors: new Map() };
    for (const name of NAMES) {
      probe.style.color = `var(--${name})`;
      palette[name] = computed();
    }
    probe.style.color = 'var(--actor)';
    for (const actor of [...kit.actorClasses(), 'ink']) {
      probe.className = `actor-${actor}`;
      palette.actors.set(String(actor), computed());
    }
    palette.font = getComputedStyle(document.body).fontFamily;
    probe.remove();
    return palette;
  };

  /** A computed colour (rgb) with another opacity. */
  kit.faded = (colour, opacity) => {
    const [r, g, b] = colour.match(/[\d.]+/g).map(Number);
    const scale = colour.startsWith('color(') ? 255 : 1;
    return `rgba(${r * scale}, ${g * scale}, ${b * scale}, ${opacity})`;
  };
})();
