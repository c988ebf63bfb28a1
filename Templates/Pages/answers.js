/* Answers: what a reader types is kept in this browser, under the title of the sheet. */
{
  const fields = [...document.querySelectorAll("[data-keep]")];
  const place = (field) => "figures/" + document.title + "/" + field.id;
  const isTicked = (field) => field.type === "checkbox" || field.type === "radio";
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
    note.querySelector("button").addEventListener("click", () => {
      for (const field of fields) localStorage.removeItem(place(field));
      fields.forEach(load);
    });
    note.hidden = false;
  } catch (refused) { console.info("answers are not kept: " + refused); }
}
