'use strict';
// A canvas over the map: one for the ground, one for all events. It is somewhat larger than the view, so that
// moving the map moves a finished picture; it is drawn anew when the view leaves it, when the zoom
// changes, and when what is shown changes.
(() => {
  const conflictmap = (globalThis.conflictmap ??= {});
  const kit = (conflictmap.kit ??= {});
  const PADDING = 0.25; // of the view's size, on each side
  const SLACK = 24; // pixels of finished picture that always lie beyond the view
  const PRINTED = 3; // dots for a pixel on paper

  const WORLD = 256; // pixels at zoom 0

  /** A longitude and a latitude as parts of the world's width, from its upper left corner. */
  kit.worldX = (lng) => lng / 360 + 0.5;
  kit.worldY = (lat) => {
    const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  };
  kit.worldSize = (zoom) => WORLD * 2 ** zoom;

  /**
   * A canvas in a pane of its own. A layer is {paint(pen, view, tools), pick(x, y, view), marks(view)};
   * only what can be picked needs the last two. `view` is {zoom, size of
   * the world, left, top, width, height} in pixels of the world at that zoom; `pick` and `marks` give
   * what stands at a point, or all in view: {rows(), row, count, kind, x, y, radius}.
   */
  kit.createSurface = (app, { pane, level }) => {
    const { map } = app;
    const layers = [];
    let [palette, sprites, hatches, ratio] = [null, null, null, 0];
    let frame = 0;

    const renew = () => {
      ratio = document.documentElement.hasAttribute('data-printing') ? PRINTED : Math.max(1, devicePixelRatio || 1);
      palette = kit.readPalette();
      sprites = kit.createSprites(palette, ratio);
      hatches = kit.createHatches(palette, ratio);
    };

    const renderer = new (createRenderer())({ padding: PADDING, pane }, (canvas, bounds) => {
      if (app.opening) return;
      if (!palette) renew();
      const size = bounds.getSize();
      const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
      if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
      const pen = canvas.getContext('2d');
      const view = viewOf(bounds);
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.clearRect(0, 0, width, height);
      pen.setTransform(ratio, 0, 0, ratio, -view.left * ratio, -view.top * ratio);
      layers.forEach((layer) => layer.paint(pen, view, { palette, sprites, hatches }));
      printed(canvas, ratio === PRINTED);
    });

    // What was ever cleared prints as white: paper gets a copy that was not.
    let copy = null;
    const printed = (canvas, on) => {
      copy?.remove();
      copy = on && canvas.width && canvas.height ? canvas.cloneNode() : null;
      if (copy) copy.style.visibility = '';
      canvas.style.visibility = on ? 'hidden' : '';
      copy?.getContext('2d').drawImage(canvas, 0, 0);
      if (copy) canvas.after(copy);
    };

    const viewOf = (bounds) => {
      const corner = map.getPixelOrigin().add(bounds.min);
      const size = bounds.getSize();
      const zoom = map.getZoom();
      return { zoom, size: kit.worldSize(zoom), left: corner.x, top: corner.y, width: size.x, height: size.y };
    };

    /** The part of the world that is seen. */
    const seen = () => {
      const corner = map.containerPointToLayerPoint([0, 0]);
      return viewOf(L.bounds(corner, corner.add(map.getSize())));
    };

    const surface = {
      /** Add a layer; the first lies lowest. */
      add: (layer) => layers.push(layer),
      start() {
        map.createPane(pane).style.zIndex = level;
        renderer.addTo(map);
      },
      seen,
      /** Draw anew with the next frame. */
      redraw() {
        frame ||= requestAnimationFrame(surface.draw);
      },
      /** Draw anew at once. */
      draw() {
        cancelAnimationFrame(frame);
        frame = 0;
        renderer.repaint();
      },
      /** What lies at a point of the map's container, the uppermost first; null for nothing. */
      pick({ x, y }) {
        const view = seen();
        for (const layer of layers.toReversed()) {
          const found = layer.pick(x + view.left, y + view.top, view);
          if (found) return found;
        }
        return null;
      },
      /** All marks in view. */
      marks() {
        const view = seen();
        return layers.flatMap((layer) => layer.marks(view));
      },
      /** Where a point of the world lies in the map's container. */
      toContainer({ x, y }) {
        const view = seen();
        return { x: x - view.left, y: y - view.top };
      },
    };

    const recolour = () => {
      palette = null;
      surface.redraw();
    };
    app.on('theme', recolour);
    app.on('drawing', surface.draw);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', recolour);
    app.on('layout', () => {
      // Paper and screen differ in density and colours; both are laid out anew.
      const printing = document.documentElement.hasAttribute('data-printing');
      if (printing !== (ratio === PRINTED)) {
        palette = null;
        surface.draw();
      }
    });
    return surface;
  };

  // Leaflet's own renderer places the canvas and moves it along while the map is dragged or zoomed.
  function createRenderer() {
    return L.Renderer.extend({
      initialize(options, paint) {
        L.Renderer.prototype.initialize.call(this, options);
        this._paint = paint;
        this._layers = {};
      },
      getEvents() {
        return { ...L.Renderer.prototype.getEvents.call(this), move: this._moved };
      },
      _initContainer() {
        this._container = document.createElement('canvas');
        this._container.setAttribute('aria-hidden', 'true');
        this._container.style.pointerEvents = 'none';
      },
      _update() {
        if (this._map._animatingZoom && this._bounds) return;
        L.Renderer.prototype._update.call(this);
        this.repaint();
      },
      repaint() {
        if (!this._bounds || this._map._animatingZoom) return;
        L.DomUtil.setPosition(this._container, this._bounds.min);
        this._paint(this._container, this._bounds);
      },
      _moved() {
        if (!this._bounds || this._map._animatingZoom) return;
        const corner = this._map.containerPointToLayerPoint([0, 0]);
        const { min, max } = this._bounds;
        const far = corner.add(this._map.getSize());
        if (corner.x - SLACK < min.x || corner.y - SLACK < min.y || far.x + SLACK > max.x || far.y + SLACK > max.y)
          this._update();
      },
      _updatePaths() {},
    });
  }
})();
