'use strict';
(() => {
  const root = document.documentElement;
  const by = (id) => document.getElementById('deck-' + id);
  const slides = [...document.querySelectorAll('main > .slide')];
  const last = slides.map((slide) => Number(slide.dataset.steps) || 1);
  const step = (part) => {
    const from = part.closest('[data-first]');
    return Number(part.dataset.fragmentIndex) + (from ? Number(from.dataset.first) - 1 : 0);
  };
  const isSpeaker = location.hash.startsWith('#speaker/');
  let place = 0;
  let shown = 1;
  let other = isSpeaker ? opener : null;
  let began = 0;
  const dress = (slide, at, end) => {
    slide.querySelectorAll('.fragment').forEach((part) => {
      const its = step(part);
      const group = part.closest('[data-end]');
      part.classList.toggle('later', its > at);
      part.classList.toggle('old', its < at && at < Math.min(end, group ? Number(group.dataset.end) : end));
    });
    slide.querySelectorAll('.steps li').forEach((li) => li.classList.toggle('now', Number(li.dataset.step) === at));
  };
  const shrink = (box, from, least) => {
    box.style.fontSize = '';
    /* What hangs a little over the last line is no reason to set all of it smaller. */
    for (let size = from; size > least && box.scrollHeight > 1.01 * box.clientHeight + 1; size -= 0.05) {
      box.style.fontSize = size + 'em';
    }
  };
  const fit = (slide) => shrink(slide.querySelector('.body'), 0.95, 0.5);
  const name = () => slides[place].id + (shown > 1 ? '/' + shown : '');
  const tell = () => { if (other && !other.closed) other.postMessage({deck: name(), began}, '*'); };
  /* The speaker's window says every second that it is there: the deck may have been loaded anew. */
  const greet = () => { if (other && !other.closed) other.postMessage({speaker: true}, '*'); };
  const view = (box, at, now) => {
    box.replaceChildren();
    if (at >= slides.length) return;
    const copy = slides[at].cloneNode(true);
    copy.removeAttribute('id');
    dress(copy, now, last[at]);
    box.append(copy);
    fit(copy);
  };
  const two = (n) => String(n).padStart(2, '0');
  const tick = () => {
    const now = new Date();
    const s = began ? Math.floor((now - began) / 1000) : 0;
    by('time').value = two(now.getHours()) + ':' + two(now.getMinutes());
    by('passed').value = Math.floor(s / 60) + ':' + two(s % 60);
  };
  const draw = () => {
    slides.forEach((slide, i) => slide.classList.toggle('now', i === place));
    dress(slides[place], shown, last[place]);
    by('number').textContent = place + 1 + ' / ' + slides.length;
    by('bar').style.width = (100 * (place + shown / last[place])) / slides.length + '%';
    if (isSpeaker) {
      const more = shown < last[place];
      view(document.querySelector('.now.view'), place, shown);
      view(document.querySelector('.next.view'), more ? place : place + 1, more ? shown + 1 : 1);
      const [coming, step] = [slides[place + 1], slides[place].querySelector(`.steps li[data-step="${shown + 1}"]`)];
      const count = more ? shown + 1 + ' / ' + last[place] : slides[place].ariaRoleDescription + ' ' + (place + 2);
      /* Templates of others may have no place for it. */
      const [label, words] = document.querySelector('.coming')?.children ?? [];
      if (words) {
        label.textContent = more || coming ? label.dataset.next + ' ' + count : label.dataset.last;
        words.innerHTML = (more ? step : coming?.querySelector('h2'))?.innerHTML ?? '';
      }
      /* Long notes are set smaller, and scroll where that is not enough. */
      const say = document.querySelector('.say');
      say.innerHTML = slides[place].querySelector('.notes').innerHTML;
      say.scrollTop = 0;
      shrink(say, 1.3, 0.95);
      say.tabIndex = say.scrollHeight > say.clientHeight ? 0 : -1;
      by('where').value = place + 1 + ' / ' + slides.length + (last[place] > 1 ? ' · ' + shown + ' / ' + last[place] : '');
      tick();
    } else {
      fit(slides[place]);
      history.replaceState(null, '', '#' + name());
    }
  };
  const go = (to, at, quiet) => {
    if (to < 0 || to >= slides.length) return;
    if (!began && to + at > 1 && !quiet) began = Date.now();
    place = to;
    shown = Math.min(Math.max(1, at), last[to]);
    draw();
    if (!quiet) tell();
  };
  const read = (text, quiet) => {
    const [id, at] = decodeURIComponent(text).split('/');
    go(Math.max(0, slides.findIndex((slide) => slide.id === id)), Number(at) || 1, quiet);
  };
  const isOverview = () => root.classList.contains('overview');
  const walk = (by) => { go(place + by, 1); slides[place].scrollIntoView({block: 'nearest'}); };
  const next = () => isOverview() ? walk(1) : (shown < last[place] ? go(place, shown + 1) : go(place + 1, 1));
  const back = () => isOverview() ? walk(-1) : (shown > 1 ? go(place, shown - 1) : go(place - 1, Infinity));
  const toggle = (id) => { by(id).hidden = !by(id).hidden; };
  const overview = () => {
    root.classList.toggle('overview');
    slides.forEach(fit);
    if (isOverview()) slides[place].scrollIntoView({block: 'center'});
  };
  const full = () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen());
  const speaker = () => {
    other = open(location.pathname + location.search + '#speaker/' + name(), 'speaker', 'width=1200,height=800');
  };
  const dark = () => {
    const sheet = by('dark');
    sheet.media = matchMedia(sheet.media).matches ? 'not all' : 'screen';
  };
  const laser = () => { root.classList.toggle('laser'); by('laser').hidden = !root.classList.contains('laser'); };
  const close = () => {
    by('help').hidden = by('blank').hidden = true;
    if (isOverview()) overview();
  };
  let digits = '';
  const jump = () => { if (digits) go(Math.min(Number(digits), slides.length) - 1, 1); digits = ''; };
  const keys = {
    ArrowRight: next, ArrowDown: next, PageDown: next, ' ': next, n: next, ArrowLeft: back, ArrowUp: back,
    PageUp: back, Backspace: back, p: back, Home: () => go(0, 1), End: () => go(slides.length - 1, Infinity),
    o: overview, b: () => toggle('blank'), '.': () => toggle('blank'), f: full, s: speaker, d: dark, l: laser,
    '?': () => toggle('help'), h: () => toggle('help'), Escape: close, r: () => { began = Date.now(); tell(); draw(); },
    Enter: () => (digits ? jump() : isOverview() ? overview() : next()), g: jump,
  };
  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    /* Notes that have the focus scroll. */
    if (event.target.matches?.('.say') && /^Arrow(Up|Down)$/.test(event.key)) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (/^[0-9]$/.test(key)) { digits += key; by('number').textContent = digits + ' …'; return; }
    if (event.key === ' ' && event.shiftKey) { event.preventDefault(); back(); return; }
    if (!keys[key]) return;
    event.preventDefault();
    keys[key]();
    if (key !== 'Enter' && digits) { digits = ''; draw(); }
  });
  addEventListener('click', (event) => {
    if (event.target.closest('a,button,input,summary,#live-fault,#deck-help')) return;
    if (!by('blank').hidden) { by('blank').hidden = true; return; }
    if (isOverview()) {
      const slide = event.target.closest('main > .slide');
      if (slide) go(slides.indexOf(slide), 1);
      return overview();
    }
    if (event.clientX < innerWidth / 3) back(); else next();
  });
  let touch = null;
  addEventListener('touchstart', (event) => { touch = event.touches.length === 1 ? event.touches[0] : null; }, {passive: true});
  addEventListener('touchend', (event) => {
    if (!touch) return;
    const end = event.changedTouches[0];
    const [dx, dy] = [end.clientX - touch.clientX, end.clientY - touch.clientY];
    touch = null;
    if (Math.abs(dx) > 40 && Math.abs(dx) > 1.5 * Math.abs(dy)) (dx < 0 ? next : back)();
  }, {passive: true});
  addEventListener('pointermove', (event) => { by('laser').style.transform = `translate(${event.clientX}px,${event.clientY}px)`; });
  addEventListener('resize', () => draw());
  addEventListener('message', (event) => {
    if (!event.source || !event.data) return;
    if (event.data.speaker && !isSpeaker && event.source !== other && event.source.opener === window) {
      other = event.source;
      tell();
    }
    if (event.source !== other || typeof event.data.deck !== 'string') return;
    began = Number(event.data.began) || began;
    read(event.data.deck, true);
  });
  addEventListener('hashchange', () => { if (!isSpeaker) read(location.hash.slice(1)); });
  root.classList.add('live');
  if (isSpeaker) {
    by('speaker').hidden = false;
    document.querySelector('main').hidden = by('number').hidden = by('bar').hidden = true;
    setInterval(() => { tick(); greet(); }, 1000);
    greet();
    read(location.hash.slice(9), true);
  } else {
    read(location.hash.slice(1), true);
  }
  /* Words are as wide as their own letters. */
  document.fonts.ready.then(() => (isSpeaker ? draw() : fit(slides[place])));
})();
