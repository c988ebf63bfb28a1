"use strict";
/* Sliders: each moves through frames that were drawn with the page. */
const unpacked = async (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
};
const connect = async (box) => {
  const id = box.dataset.for, find = (name) => document.getElementById(name + id);
  const frames = await unpacked(box.dataset.frames);
  const picture = find("g-"), caption = find("caption-").lastElementChild;
  const input = find("slide-"), output = box.querySelector("output"), start = +input.value;
  const show = (k) => {
    picture.innerHTML = frames.f[k].map((place) => frames.l[place]).join("\n");
    caption.innerHTML = frames.c[k];
    output.textContent = frames.v[k];
    input.setAttribute("aria-valuetext", frames.v[k]);
  };
  input.addEventListener("input", () => show(+input.value));
  addEventListener("beforeprint", () => show(start));
  addEventListener("afterprint", () => show(+input.value));
  box.hidden = false;
};
for (const box of document.querySelectorAll(".slide")) connect(box);
