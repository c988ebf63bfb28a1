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
  /* Puts what differs between two states of the source into the page, as far in as one element holds
     all of it; false where that holds something that scripts have in hand, or where scripts have
     changed what stands around it. */
  const alike = (a, b) => a.nodeType === 1 && b.nodeType === 1 && a.cloneNode(false).isEqualNode(b.cloneNode(false));
  const held = (part) => part.nodeType === 1 && (part.matches('input,script,details,svg,figure') || part.querySelector('input,script,details,svg.f,figure'));
  const follow = (shown, before, next) => {
    const [old, young, seen] = [before, next, shown].map((part) => [...part.childNodes]);
    if (seen.length !== old.length || seen.some((part, i) => part.nodeName !== old[i].nodeName)) return false;
    while (old.length && young.length && old[0].isEqualNode(young[0])) [old, young, seen].forEach((list) => list.shift());
    while (old.length && young.length && old.at(-1).isEqualNode(young.at(-1))) [old, young, seen].forEach((list) => list.pop());
    if (old.length === 1 && young.length === 1 && alike(old[0], young[0])) return follow(seen[0], old[0], young[0]);
    if (!old.length || [...old, ...young].some(held)) return false;
    const end = seen.at(-1).nextSibling;
    seen.forEach((part) => part.remove());
    young.forEach((part) => shown.insertBefore(document.importNode(part, true), end));
    return true;
  };
  const fetched = async () => new DOMParser().parseFromString(await (await fetch(location.pathname, {cache: 'no-store'})).text(), 'text/html');
  /* The source as it came, before scripts drew in it; of the version that this page shows, or nothing. */
  const versionOf = (page) => page.querySelector('script[data-version]')?.dataset.version;
  let source = fetched().then((page) => (versionOf(page) === version ? page : null)).catch(() => null);
  const update = async () => {
    const [before, page] = [await source, await fetched()];
    if (!before) return false;
    const [shown, now, next] = [document, before, page].map((one) => one.querySelector('main'));
    const [styles, young] = [all('style'), [...page.querySelectorAll('style')]];
    const scripts = [before, page].map((one) => [...one.querySelectorAll('script')].map((part) => part.text).join());
    const rest = [before, page].map((one) => [...one.body.children].filter((part) => !part.matches('main,script,#live-fault')).map((part) => part.outerHTML).join() + one.title);
    if (!shown || !now || !next || now.querySelector(':scope > .slide') || scripts[0] !== scripts[1] || rest[0] !== rest[1] || styles.length !== young.length) return false;
    if (!now.isEqualNode(next) && !follow(shown, now, next)) return false;
    styles.forEach((style, i) => { if (style.textContent !== young[i].textContent) style.textContent = young[i].textContent; });
    version = versionOf(page);
    source = page;
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
    const isDone = await update().catch(() => false);
    if (isDone) return;
    save();
    location.reload();
  });
  events.addEventListener('fault', (event) => {
    const found = JSON.parse(event.data);
    show(found.message, found.excerpt);
  });
})();
