{
/* What a page offers where scripts run; without them it is complete. */
const page = document, root = page.documentElement;
const all = (query, place = page) => [...place.querySelectorAll(query)];
const one = (query, place = page) => place.querySelector(query);
const on = (thing, names, act) => names.split(" ").forEach(name => thing.addEventListener(name, act));
const boxOf = element => element.getBoundingClientRect();
const goalOf = link => page.getElementById(decodeURIComponent(link.hash.slice(1)));
const make = (tag, members, ...content) => {
  const made = Object.assign(page.createElement(tag), members);
  made.append(...content);
  return made;
};
const { abs, max, min, sign, log1p, expm1, hypot } = Math;
const point = root.lang.startsWith("en") ? "." : ",", touched = event => event.pointerType === "touch";
const clamp = (value, low, high) => max(low, min(value, high));
const nearest = (list, far) => list.reduce((best, item, k) => far(item) < far(list[best]) ? k : best, 0);
const take = event => {
  event.preventDefault();
  event.stopPropagation();
};
const [tex, mml, copyLink, copyCommand, copied, go, goBack, play, pause, curve, hint] = page.body.dataset.words.split("|");
const live = make("div", { className: "live", role: "status" });
page.body.append(live);
const copier = (button, text) => {
  button.onclick = async () => {
    await navigator.clipboard.writeText(text());
    button.dataset.said = live.textContent = copied;
    setTimeout(() => { delete button.dataset.said; }, 900);
  };
  return button;
};
const copyButton = (textContent, text) => copier(make("button", { textContent }), text);
const unpacked = async text => {
  const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt());
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
};
const narrow = matchMedia("(max-width:40rem)"), wide = matchMedia("(min-width:75rem)");

/* Places of a picture on the page, and of the pointer in the picture. */
const pointOf = (pic, x, y) => {
  const svg = one("svg", pic), box = boxOf(svg), outer = boxOf(pic), scale = box.width / svg.viewBox.baseVal.width;
  return [box.left - outer.left + pic.scrollLeft + x * scale, box.top - outer.top + y * scale];
};
const placeOf = (pic, event) => {
  const svg = one("svg", pic), box = boxOf(svg), scale = svg.viewBox.baseVal.width / box.width;
  return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale, scale };
};

/* Numbers with the signs of the page's language. */
const signed = text => text.replace(/e\+?/, " × 10^").replaceAll("-", "−").replaceAll(".", point);

/* Figures: a drawing for narrow pages, and sliders through frames that were drawn with the page. */
const tables = {};
const table = text => tables[text] ??= unpacked(text);
const sliders = [];
const connect = figure => {
  const pic = one(".pic", figure), box = one(".slide", figure), input = box && one("input", box);
  const first = one("svg", pic).outerHTML, column = pic.dataset.column;
  const put = picture => { one("svg", pic).outerHTML = picture; };
  let places, knob;
  const hold = () => {
    const place = places?.[input.value];
    if (!place) return;
    [knob.style.left, knob.style.top] = pointOf(pic, ...place).map(length => length + "px");
    knob.ariaValueNow = input.value;
    knob.ariaValueText = input.ariaValueText;
  };
  const wanted = () => narrow.matches && column || box?.dataset.frames;
  const draw = async () => {
    const source = wanted();
    if (source) {
      const found = await table(source);
      /* The page may have become wide, or narrow, in the meantime. */
      if (source !== wanted()) return;
      const frame = found.f[input ? +input.value : 0];
      put(found.s + frame.map(line => found.l[line]).join("\n") + "</svg>");
      places = found.p;
      if (places && !knob) grip();
      hold();
    } else put(first);
    pic.dispatchEvent(new Event("drawn"));
  };
  /* What is taken hold of in the picture moves the slider to the frame whose place is nearest. */
  const grip = () => {
    knob = make("div", { className: "knob", role: "slider", tabIndex: 0, ariaLabel: one("label", box).innerText, ariaValueMax: input.max });
    pic.append(knob);
    on(knob, "pointerdown", event => {
      knob.setPointerCapture(event.pointerId);
      knob.focus();
      take(event);
    });
    on(knob, "pointermove", event => {
      event.stopPropagation();
      if (!knob.hasPointerCapture(event.pointerId)) return;
      const point = placeOf(pic, event), best = nearest(places, place => hypot(place[0] - point.x, place[1] - point.y));
      if (best - input.value) go(best);
    });
    on(knob, "keydown", event => {
      const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -99, End: 99 }[event.key];
      if (!step) return;
      take(event);
      go(clamp(+input.value + step, 0, input.max));
    });
    on(window, "resize", hold);
  };
  if (!box && !column) return;
  on(narrow, "change", draw);
  on(window, "beforeprint", () => put(first));
  on(window, "afterprint", draw);
  if (!box) return narrow.matches && draw();
  const values = box.dataset.values.split(";"), caption = one("figcaption", figure).lastElementChild;
  const toggle = one(".play", box), command = one(".command", box), linked = input.dataset.linked, power = input.dataset.power;
  const line = () => input.dataset.command + values[input.value];
  /* Values are told in the language of the page, commands as they are typed. */
  const shown = typed => {
    const text = signed(typed.replaceAll(",", point > "," ? ", " : "; "));
    return typed.includes(",") ? `(${text})` : text;
  };
  let captions, timer;
  const show = async k => {
    input.value = k;
    const text = shown(power ? `${power * values[k]}` : values[k]);
    one("output", box).innerHTML = power ? "10<sup>" + text : text;
    input.ariaValueText = power ? "10^" + text : text;
    command.replaceChildren(make("code", { textContent: line() }));
    draw();
    captions ??= await unpacked(box.dataset.captions);
    caption.innerHTML = captions[input.value];
  };
  const near = value => nearest(values, other => abs(value > 0 && other > 0 ? Math.log(other / value) : other - value));
  const move = k => {
    show(k);
    for (const [name, other, show, near] of sliders) if (linked && name === linked && other !== input) show(near(values[k]));
  };
  const set = on => {
    [toggle.textContent, toggle.ariaLabel] = on ? ["⏸", pause] : ["▶", play];
    clearInterval(timer);
    timer = on && setInterval(() => {
      if (values[+input.value + 1]) move(+input.value + 1); else set(0);
    }, matchMedia("(prefers-reduced-motion:reduce)").matches ? 1500 : 400);
  };
  toggle.onclick = () => {
    if (!timer && !values[+input.value + 1]) move(0);
    set(!timer);
  };
  set(0);
  /* The command stands with the figure's numbers, where they are told. */
  one("summary", figure)?.after(command);
  copier(command, line).title = copyCommand;
  command.hidden = !input.dataset.command;
  const go = k => { set(0); move(k); };
  on(input, "input", () => go(input.value));
  sliders.push([linked, input, show, near]);
  show(input.value);
  box.hidden = false;
};
const pics = all("figure>.pic");
for (const pic of pics) connect(pic.parentElement);

/* Values: places of a drawing read as data, along curves where one is near. */
const written = (value, [, , kind, from, to, names]) => {
  if (kind === "names") return names[Math.round(value)] ?? "";
  if (kind === "date") return new Date(value * 864e5).toISOString().slice(0, 10);
  const size = abs(value);
  if (kind === "linear" && size < abs(to - from) / 2e3) return "0";
  return signed(size < 1e-3 || size >= 1e5 ? value.toExponential(2) : String(+value.toPrecision(3)));
};
const datum = (part, [, , kind, from, to, size]) => {
  const bend = v => sign(v) * log1p(abs(v) / size);
  if (kind === "log") return from * (to / from) ** part;
  if (kind !== "symlog") return from + part * (to - from);
  const bent = bend(from) + part * (bend(to) - bend(from));
  return sign(bent) * size * expm1(abs(bent));
};
/* The values of a landscape lie at the nodes of a grid, with cubics between them. */
const height = (grid, across, up) => {
  const side = Math.sqrt(grid.length - 4), cells = side - 3, error = grid[2];
  const cubic = (a, b, c, d, t) => b + t / 2 * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * b - 3 * c + d - a)));
  const cell = part => clamp(Math.floor(part * cells), 0, cells - 1), column = cell(across), row = cell(up);
  const rows = [0, 1, 2, 3].map(k => {
    const start = 4 + (row + k) * side + column;
    return cubic(...grid.slice(start, start + 4), across * cells - column);
  });
  return signed((grid[3] * cubic(...rows, up * cells - row)).toFixed(clamp(-Math.floor(Math.log10(error)), 0, 9)) + " ± " + error.toPrecision(1));
};
/* A tone for the height along a curve, once the key s has turned sounds on. */
let audio;
const sound = part => {
  if (!audio) return;
  const tone = audio.createOscillator(), volume = audio.createGain(), now = audio.currentTime;
  tone.frequency.value = 220 * 8 ** part;
  volume.gain.value = .2;
  volume.gain.setTargetAtTime(0, now, .04);
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(now + .15);
};
const readable = pic => {
  const tip = make("div", { className: "tip", hidden: true }), cross = page.createElementNS(one("svg", pic).namespaceURI, "path");
  cross.setAttribute("class", "cross");
  let svg, panels, names, curves, which = 0, place = 0;
  const panelAt = ({ x, y }) => panels.findLast(([a, b, c, d]) => x >= a - 1 && x <= c + 1 && y >= b - 1 && y <= d + 1);
  const ready = () => {
    if (svg === one("svg", pic)) return;
    svg = one("svg", pic);
    const told = JSON.parse(one("metadata", svg)?.textContent ?? '{"panels":[]}');
    panels = told.panels;
    names = told.names;
    curves = null;
  };
  const found = () => curves ??= all("path[fill=none][stroke]:not([stroke-width='5'],.cross)", svg).flatMap(path => {
    const length = path.getTotalLength(), count = min(200, length | 0), points = [];
    if (length < 15 || path.closest("[id*='-axes']")) return [];
    const layer = path.closest("g[id]").id.slice(svg.id.length + 1);
    const called = some => [Object.assign(some, { named: names[layer] })];
    const stems = [...path.getAttribute("d").matchAll(/M([-.\d]+)[ ,]([-.\d]+)V([-.\d]+)(?=M|$)/g)];
    if (stems.length > 1) return called(stems.map(stem => ({ x: +stem[1], y: +stem[3] })));
    for (let k = 0; k <= count; k += 1) points.push(path.getPointAtLength(length * k / count));
    return panelAt(points[count >> 1]) ? called(points) : [];
  });
  const show = ({ x, y }, isOn) => {
    const [a, b, c, d, h, v, grid] = panelAt({ x, y }) ?? panels[0], across = (x - a) / (c - a), up = (d - y) / (d - b);
    const [told, text] = [0, 1].map(way => [[h, across], [v, up]].map(([side, part]) =>
      `${side[way] || side[0]} ${written(datum(part, side), side)}`.trim())
      .concat(grid ? `${grid[way] || grid[0]} ${height(grid, across, up)}` : []).join(", "));
    if (isOn === true) sound(up);
    tip.textContent = text;
    tip.hidden = false;
    svg.append(cross);
    cross.setAttribute("d", `M${a} ${y}H${c}M${x} ${b}V${d}` + (isOn ? `M${x - 2.5} ${y}a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0 -5 0` : ""));
    const [left, top] = pointOf(pic, x, y);
    tip.style.left = clamp(left + 12, 0, pic.clientWidth + pic.scrollLeft - tip.offsetWidth) + "px";
    /* The head of the drawing stays free. */
    const above = top - tip.offsetHeight - 12;
    tip.style.top = (above > pointOf(pic, x, b)[1] ? above : top + 14) + "px";
    return told;
  };
  const hide = () => { tip.hidden = true; cross.remove(); };
  on(pic, "pointermove pointerdown", event => {
    ready();
    const point = placeOf(pic, event);
    if (!panelAt(point)) return hide();
    let best = 8 * point.scale, near;
    for (const other of found().flat()) {
      const far = hypot(other.x - point.x, other.y - point.y);
      if (far < best) { best = far; near = other; }
    }
    show(near ?? point, near);
  });
  on(pic, "pointerleave", event => touched(event) || hide());
  on(page, "pointerdown", event => pic.contains(event.target) || hide());
  on(pic, "blur drawn", hide);
  on(pic, "keydown", event => {
    const [other, step] = { ArrowRight: [0, 4], ArrowLeft: [0, -4], ArrowDown: [1], ArrowUp: [-1] }[event.key] ?? [];
    if (event.key === "Escape") hide();
    if (event.key === "s" && !event.ctrlKey && !event.metaKey) audio = audio ? null : new AudioContext();
    ready();
    if (other === undefined || !found().length) return;
    event.preventDefault();
    which = (which + other + curves.length) % curves.length;
    place = other ? 0 : clamp(place + step, 0, curves[which].length - 1);
    live.textContent = `${curves[which].named ?? curve} ${which + 1}/${curves.length}: ` + show(curves[which][place], true);
  });
  ready();
  pic.append(tip);
  if (panels.length) {
    pic.tabIndex = 0;
    pic.ariaLabel += ". " + hint;
  }
};
pics.forEach(readable);

/* Registers are folded on narrow pages. */
for (const register of all(".fold")) register.open = !narrow.matches;

/* Contents: the present section is marked; on narrow pages they fold away. */
const fold = one("nav details");
if (fold) {
  const list = one("nav ol"), entries = all("a", list).map(link => [link, goalOf(link)]);
  const mark = () => {
    const now = entries.findLast(([, head]) => boxOf(head).top < 140)?.[0];
    for (const [link] of entries) link.ariaCurrent = link === now || null;
    one(".now", fold).textContent = now ? " · " + now.textContent : "";
    if (now && wide.matches) list.scrollTop = now.offsetTop - list.clientHeight / 2;
  };
  on(list, "click", event => { if (event.target.closest("a")) fold.open = false; });
  on(window, "scroll", mark);
  mark();
}

/* What scrolls sideways can be reached by keys. */
const reach = () => {
  for (const box of all(".eqm,.wide,pre,.im")) if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0; else box.removeAttribute("tabindex");
};
on(window, "resize load", reach);

/* Cards: what a link leads to, shown beside it, and a way back from where it led. */
const card = make("div", { className: "card", popover: "manual" });
const back = make("button", { className: "return", hidden: true, textContent: "↩\uFE0E " + goBack });
page.body.append(back);
const from = [], [here] = location.href.split("#");
let owner, timer;
const shut = () => { owner = null; card.remove(); };
back.onclick = () => {
  const [link, y] = from.pop();
  back.hidden = !from.length;
  scrollTo(0, y);
  link.focus({ preventScroll: true });
};
const put = () => {
  if (!owner) return;
  const { left, top, bottom } = boxOf(owner), below = innerHeight - bottom, height = card.scrollHeight + 8;
  const isAbove = below < height && top > below;
  card.style.maxHeight = (isAbove ? top : below) - 14 + "px";
  card.style.left = clamp(left, 8, root.clientWidth - card.offsetWidth - 8) + "px";
  card.style.top = (isAbove ? top - card.offsetHeight - 6 : bottom + 6) + "px";
};
const targetOf = link => {
  const found = link?.hash && link.closest("main") && goalOf(link);
  const whole = found && (found.closest(".eq") ?? found);
  return whole?.matches(".eq,figure,.works li,.notes li,.errata tr,.claims tr,.statement,.remark,table") ? whole : null;
};
const twinOf = node => {
  const twin = node.cloneNode(1);
  for (const part of all(".slide,details,.side,.tip,.knob,.cross,.back,.eqs .ck", twin)) part.remove();
  for (const part of [twin, ...all("*", twin)]) ["id", "tabindex", "aria-labelledby"].map(name => part.removeAttribute(name));
  for (const part of all("svg.f", twin)) part.ariaHidden = true;
  if (twin.matches("tr")) return make("table", { className: node.closest("table").className }, make("tbody", {}, twin));
  return twin.matches("li") ? make("div", {}, ...twin.childNodes) : twin;
};
const mathML = formula => {
  const twins = all("math", formula).filter(math => boxOf(math).width).map(math => math.cloneNode(1));
  for (const use of twins.flatMap(twin => all("use", twin))) {
    const path = page.getElementById(use.href.baseVal.slice(1)).cloneNode();
    path.removeAttribute("id");
    path.setAttribute("fill", "currentColor");
    use.replaceWith(path);
  }
  return twins.map(twin => twin.outerHTML).join("\n");
};
const openCard = link => {
  const target = targetOf(link);
  if (owner === link) return;
  const isSelf = target.contains(link), about = isSelf ? targetOf(one(".ck[href]", target)) : target;
  const bar = make("p", { className: "bar" }), formula = one(".eqm", target);
  if (target.matches(".eq")) bar.append(copyButton(tex, () => formula.dataset.tex), copyButton(mml, () => mathML(formula)));
  bar.append(copyButton(copyLink, () => here + "#" + target.id));
  if (!isSelf) bar.append(make("a", { href: link.hash, textContent: go }));
  card.replaceChildren(...(about ? [twinOf(about)] : []), bar);
  owner = link;
  link.after(card);
  card.showPopover();
  put();
};
on(window, "scroll resize", put);
on(page, "pointerover", ({ pointerType, target }) => {
  const link = target.closest("a");
  if (pointerType !== "mouse") return;
  clearTimeout(timer);
  if (!target.closest(".card")) timer = setTimeout(() => targetOf(link) ? openCard(link) : card.parentElement?.contains(page.activeElement) || shut(), 250);
});
on(page, "focusin", ({ target }) => {
  if (target.closest(".card")) return;
  if (target.matches("a:focus-visible") && targetOf(target)) openCard(target); else shut();
});
on(page, "keydown", ({ key }) => {
  if (key !== "Escape" || !owner) return;
  if (card.contains(page.activeElement)) owner.focus();
  shut();
});
on(page, "click", event => {
  const link = event.target.closest("a");
  if (!link) return event.target.closest(".card") || shut();
  const target = targetOf(link), inCard = card.contains(link);
  if (touched(event) && target && owner !== link && !inCard) {
    event.preventDefault();
    openCard(link);
  } else if (link.hash && link.href.split("#")[0] === here && !target?.contains(link)) {
    from.push([inCard ? owner : link, scrollY]);
    back.hidden = false;
    shut();
  }
});
}
