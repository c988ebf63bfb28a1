"use strict";
/* Sliders: each moves through frames that were drawn with the page. */
const unpacked = async (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
};
const connect = async (box) => {
  const id = box.dataset.for, find = (name) => document.getElementById(name + id);
  const [frames, captions] = await Promise.all(
    [box.dataset.frames, box.dataset.captions].map(unpacked));
  const values = box.dataset.values.split(";");
  const picture = find("g-"), caption = find("caption-").lastElementChild;
  const input = find("slide-"), output = box.querySelector("output"), start = +input.value;
  const show = (k) => {
    picture.innerHTML = frames.f[k].map((place) => frames.l[place]).join("\n");
    caption.innerHTML = captions[k];
    output.textContent = values[k];
    input.setAttribute("aria-valuetext", values[k]);
  };
  input.addEventListener("input", () => show(+input.value));
  addEventListener("beforeprint", () => show(start));
  addEventListener("afterprint", () => show(+input.value));
  box.hidden = false;
};
for (const box of document.querySelectorAll(".slide")) connect(box);
