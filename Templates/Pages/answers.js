/* Answers: what a reader types is kept in this browser, under the place and the title of the sheet. */
{
  const fields = [...document.querySelectorAll("[data-keep]")];
  const place = (field) => "figures" + location.pathname + document.title + field.id;
  const isTicked = (field) => /checkbox|radio/.test(field.type);
  const note = document.querySelector(".kept");
  const load = (field) => {
    const kept = localStorage.getItem(place(field));
    if (isTicked(field)) field.checked = kept === "1"; else field.value = kept || "";
  };
  const save = (field) => {
    const value = isTicked(field) ? (field.checked ? "1" : "") : field.value;
    if (value) localStorage.setItem(place(field), value); else localStorage.removeItem(place(field));
  };
  try {
    fields.forEach(load);
    for (const field of fields) field.addEventListener("input", () => fields.forEach(save));
    const button = note.querySelector("button");
    button.addEventListener("click", () => {
      if (!confirm(button.textContent + "?")) return;
      for (const field of fields) localStorage.removeItem(place(field));
      fields.forEach(load);
    });
    note.hidden = false;
  } catch {}
}
