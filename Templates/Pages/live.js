'use strict';
(() => {
  const own = document.currentScript;
  let version = own.dataset.version;
  const key = 'live ' + location.pathname;
  const all = (what) => [...document.querySelectorAll(what)];
  const sliders = () => all('input[type=range][id]');
  const slides = () => all('main > .slide').map((slide) => slide.id);
  const fault = document.getElementById('live-fault');
  const save = () => {
    const seen = all('main [id]').find((part) => part.getBoundingClientRect().bottom > 0 && part.getClientRects().length);
    const [slide, step] = decodeURIComponent(location.hash.slice(1)).split('/');
    const state = {
      slide: [slide, slides().indexOf(slide), step || 1],
      top: scrollY,
      part: seen ? [seen.id, seen.getBoundingClientRect().top] : null,
      values: sliders().map((slider) => [slider.id, slider.value]),
      open: all('details').map((part) => part.open),
      focus: document.activeElement ? document.activeElement.id : '',
    };
    sessionStorage.setItem(key, JSON.stringify(state));
  };
  const restore = () => {
    const kept = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    if (!kept) return;
    const state = JSON.parse(kept);
    /* A slide whose title has changed is still the third. */
    const [slide, place, step] = state.slide;
    if (place >= 0 && slides().length && !slides().includes(slide)) {
      location.hash = slides()[Math.min(place, slides().length - 1)] + '/' + step;
    }
    all('details').forEach((part, i) => { if (i in state.open) part.open = state.open[i]; });
    for (const [id, value] of state.values) {
      const slider = document.getElementById(id);
      if (!slider || slider.value === value) continue;
      slider.value = value;
      slider.dispatchEvent(new Event('input', {bubbles: true}));
    }
    const part = state.part && document.getElementById(state.part[0]);
    const top = part ? scrollY + part.getBoundingClientRect().top - state.part[1] : state.top;
    scrollTo({top, behavior: 'instant'});
    const focus = state.focus && document.getElementById(state.focus);
    if (focus) focus.focus({preventScroll: true});
  };
  history.scrollRestoration = 'manual';
  restore();
  const show = (message, lines) => {
    fault.hidden = !message;
    fault.children[0].textContent = message;
    fault.children[1].textContent = lines.join('\n');
  };
  /* Puts what differs in the place of what there is, as far in as one element holds all of it; false
     where that holds something that scripts have in hand. */
  const alike = (a, b) => a.nodeType === 1 && b.nodeType === 1 && a.cloneNode(false).isEqualNode(b.cloneNode(false));
  const follow = (now, next) => {
    const [old, young] = [[...now.childNodes], [...next.childNodes]];
    while (old.length && young.length && old[0].isEqualNode(young[0])) { old.shift(); young.shift(); }
    while (old.length && young.length && old.at(-1).isEqualNode(young.at(-1))) { old.pop(); young.pop(); }
    if (old.length === 1 && young.length === 1 && alike(old[0], young[0])) return follow(old[0], young[0]);
    const held = (part) => part.nodeType === 1 && (part.matches('input,script,details,svg,figure') || part.querySelector('input,script,details,svg.f,figure'));
    if ([...old, ...young].some(held)) return false;
    if (!old.length) return false;
    const end = old.at(-1).nextSibling;
    old.forEach((part) => part.remove());
    young.forEach((part) => now.insertBefore(document.adoptNode(part), end));
    return true;
  };
  const update = async (fresh) => {
    const text = await (await fetch(location.pathname, {cache: 'no-store'})).text();
    const page = new DOMParser().parseFromString(text, 'text/html');
    const [now, next] = [document.querySelector('main'), page.querySelector('main')];
    const styles = [all('style'), [...page.querySelectorAll('style')]];
    const scripts = [all('script'), [...page.querySelectorAll('script')]].map((list) => list.map((part) => part.text).join());
    const rest = [document, page].map((one) => [...one.body.children].filter((part) => !part.matches('main,script,#live-fault')).map((part) => part.outerHTML).join() + one.title);
    if (!now || !next || now.querySelector('.slide') || scripts[0] !== scripts[1] || rest[0] !== rest[1] || styles[0].length !== styles[1].length) return false;
    if (!follow(now, next)) return false;
    styles[0].forEach((style, i) => { if (style.textContent !== styles[1][i].textContent) style.textContent = styles[1][i].textContent; });
    version = fresh;
    return true;
  };
  const events = new EventSource('events');
  let wait = 0;
  events.onopen = () => { clearTimeout(wait); if (wait) show('', []); wait = 0; };
  events.onerror = () => {
    wait ||= setTimeout(() => show('The server has ended: this page no longer follows its source.', []), 2000);
  };
  events.addEventListener('page', async (event) => {
    show('', []);
    if (event.data === version) return;
    const isDone = await update(event.data).catch(() => false);
    if (isDone) return;
    save();
    location.reload();
  });
  events.addEventListener('fault', (event) => {
    const found = JSON.parse(event.data);
    show(found.message, found.excerpt);
  });
})();
