'use strict';
// The marks as pictures for the canvas: the same shapes, glyphs and fills as symbols.js, drawn once
// for each kind of event and then only copied.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const HALF = 19; // pixels from a symbol's middle to the edge of its picture
  const LIMIT = 19; // the largest ring's radius in pixels
  const SLICE = 4.5;

  const paths = new Map();
  const pathOf = (d) => {
    if (!paths.has(d)) paths.set(d, new Path2D(d));
    return paths.get(d);
  };

  /** Pictures of symbols for one palette and one density of pixels. */
  kit.createSprites = (palette, ratio) => {
    const pictures = new Map();
    return {
      /** Copy the symbol of an event to a place; `size` 1 is 30 pixels. */
      symbol(pen, event, x, y, size = 1) {
        const key = `${event.type}|${event.status}|${event.actor}|${event.role}`;
        if (!pictures.has(key)) pictures.set(key, picture(event, palette, ratio));
        const half = HALF * size;
        pen.drawImage(pictures.get(key), x - half, y - half, 2 * half, 2 * half);
      },
    };
  };

  function picture(event, palette, ratio) {
    const canvas = document.createElement('canvas');
    // Drawn somewhat larger than needed, so that a raised mark stays sharp.
    const scale = ratio * 1.25;
    canvas.width = Math.ceil(2 * HALF * scale);
    canvas.height = canvas.width;
    const pen = canvas.getContext('2d');
    pen.setTransform(scale, 0, 0, scale, HALF * scale, HALF * scale);
    kit.paintSymbol(pen, event, palette);
    return canvas;
  }

  const stroke = (pen, d, colour, width, dash = []) => {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.setLineDash(dash);
    pen.stroke(pathOf(d));
    pen.setLineDash([]);
  };
  const fill = (pen, d, colour) => {
    pen.fillStyle = colour;
    pen.fill(pathOf(d));
  };
  const glyph = (pen, { line, fill: filled }, colour) => {
    if (line) stroke(pen, line, colour, 2.2);
    if (filled) fill(pen, filled, colour);
  };
  // Draw within one half of the symbol.
  const half = (pen, side, draw) => {
    pen.save();
    pen.beginPath();
    pen.rect(side === 'left' ? -16 : 0, -16, 16, 32);
    pen.clip();
    draw();
    pen.restore();
  };

  const FILLS = {
    acknowledged(pen, [outer], sign, { actor, surface }) {
      fill(pen, outer, actor);
      glyph(pen, sign, surface);
    },
    claimed(pen, [outer], sign, { actor, surface }) {
      half(pen, 'left', () => {
        fill(pen, outer, actor);
        glyph(pen, sign, surface);
      });
      half(pen, 'right', () => glyph(pen, sign, actor));
    },
    alleged: (pen, _, sign, { actor }) => glyph(pen, sign, actor),
    reported(pen, [, inner], sign, { actor }) {
      stroke(pen, inner, actor, 1.6);
      pen.save();
      pen.scale(0.74, 0.74);
      glyph(pen, sign, actor);
      pen.restore();
    },
    contested(pen, _, sign, { actor, surface }) {
      glyph(pen, sign, actor);
      stroke(pen, 'M-12 12L12-12', surface, 4.6);
      stroke(pen, 'M-12 12L12-12', actor, 2.2);
    },
  };

  /** Draw a symbol around 0,0: the canvas's twin of kit.symbol. */
  kit.paintSymbol = (pen, { type, status, actor, role }, palette) => {
    const [shape, sign] = kit.symbolShape(type);
    const colours = { actor: palette.actors.get(String(actor)), surface: palette.surface };
    pen.lineJoin = 'round';
    pen.lineCap = 'round';
    stroke(pen, shape[0], colours.surface, 6);
    fill(pen, shape[0], colours.surface);
    (FILLS[status] ?? FILLS.alleged)(pen, shape, sign, colours);
    pen.lineCap = 'butt';
    stroke(pen, shape[0], colours.actor, 2.4, FILLS[status] ? [] : [3.4, 2.2]);
    pen.lineCap = 'round';
    if (role === 'near') nearSign(pen, colours);
  };

  function nearSign(pen, { actor, surface }) {
    pen.save();
    pen.translate(10, 10);
    pen.beginPath();
    pen.arc(0, 0, 6.5, 0, 2 * Math.PI);
    pen.fillStyle = surface;
    pen.fill();
    pen.strokeStyle = actor;
    pen.lineWidth = 1.6;
    pen.stroke();
    stroke(pen, kit.NEAR_SIGN, actor, 1.6);
    pen.restore();
  }

  /** The radius of the ring that stands for so many events. */
  kit.ringRadius = (count) => Math.min(LIMIT, 13 + 2.4 * Math.log10(count));

  /** A ring of shares around a number: who did what it stands for. */
  kit.paintRing = (pen, { x, y, shares, text, radius }, palette) => {
    pen.beginPath();
    pen.arc(x, y, radius + 1, 0, 2 * Math.PI);
    pen.fillStyle = palette.surface;
    pen.fill();
    pen.lineWidth = SLICE;
    pen.lineCap = 'butt';
    let from = -0.25;
    for (const { colour, share } of shares) {
      pen.beginPath();
      pen.arc(x, y, radius - 2, from * 2 * Math.PI, (from + share) * 2 * Math.PI);
      pen.strokeStyle = palette.actors.get(String(colour));
      pen.stroke();
      from += share;
    }
    pen.fillStyle = palette.ink;
    pen.font = `700 11px ${palette.font}`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(text, x, y + 0.5, 2 * (radius - SLICE));
  };

  /** The number beside a mark that stands for several events of one place. */
  kit.paintBadge = (pen, right, y, text, palette) => {
    pen.font = `650 11px ${palette.font}`;
    const width = Math.max(18, pen.measureText(text).width + 8);
    const x = right - width;
    pen.beginPath();
    pen.roundRect(x, y, width, 18, 9);
    pen.fillStyle = palette.ink;
    pen.fill();
    pen.fillStyle = palette.surface;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(text, x + width / 2, y + 9.5);
  };

  /** Hatching for areas, fixed to the ground; one pattern for each colour. */
  kit.createHatches = (palette, ratio) => {
    const patterns = new Map();
    const [step, line] = [9, 2];
    return (pen, actor) => {
      const key = String(actor);
      if (!patterns.has(key)) {
        const tile = document.createElement('canvas');
        tile.width = Math.round(step * ratio);
        tile.height = tile.width;
        const brush = tile.getContext('2d');
        const colour = palette.actors.get(key);
        brush.fillStyle = kit.faded(colour, 0.09);
        brush.fillRect(0, 0, tile.width, tile.height);
        brush.fillStyle = kit.faded(colour, 0.46);
        brush.fillRect(0, 0, (line * tile.width) / step, tile.height);
        const pattern = pen.createPattern(tile, 'repeat');
        pattern.setTransform(new DOMMatrix().rotate(45).scale(step / tile.width));
        patterns.set(key, pattern);
      }
      return patterns.get(key);
    };
  };
})();
