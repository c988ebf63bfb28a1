'use strict';
(() => {
  const slides = [...document.querySelectorAll('section')];
  const parts = slides.map((s) => [...s.querySelectorAll('.fragment')]);
  const step = (part) => Number(part.dataset.fragmentIndex);
  const last = parts.map((p) => Math.max(1, ...p.map(step)));
  let place = 0;
  let shown = 1;
  const draw = () => {
    slides.forEach((slide, i) => slide.classList.toggle('now', i === place));
    parts[place].forEach((part) => part.classList.toggle('later', step(part) > shown));
    slides[place].querySelectorAll('li').forEach((li, i) => li.classList.toggle('now', i + 1 === shown));
    history.replaceState(null, '', '#' + slides[place].id + (shown > 1 ? '/' + shown : ''));
  };
  const go = (to, at) => {
    if (to < 0 || to >= slides.length) return;
    place = to;
    shown = Math.min(Math.max(1, at), last[to]);
    draw();
  };
  const next = () => (shown < last[place] ? go(place, shown + 1) : go(place + 1, 1));
  const back = () => (shown > 1 ? go(place, shown - 1) : go(place - 1, Infinity));
  const keys = {
    ArrowRight: next, ArrowDown: next, PageDown: next, ' ': next, Enter: next,
    ArrowLeft: back, ArrowUp: back, PageUp: back, Backspace: back,
    Home: () => go(0, 1), End: () => go(slides.length - 1, Infinity),
  };
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  addEventListener('click', (event) => (event.clientX < innerWidth / 3 ? back() : next()));
  const read = () => {
    const [id, at] = location.hash.slice(1).split('/');
    go(Math.max(0, slides.findIndex((s) => s.id === id)), Number(at) || 1);
  };
  addEventListener('hashchange', read);
  document.documentElement.classList.add('live');
  read();
})();
