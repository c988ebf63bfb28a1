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
    localStorage.setItem(place(field), isTicked(field) ? (field.checked ? "1" : "") : field.value);
  };
  try {
    fields.forEach(load);
    for (const field of fields) field.oninput = () => fields.forEach(save);
    const button = note.querySelector("button");
    button.onclick = () => confirm(button.textContent + "?") && fields.forEach((field) => {
      localStorage.removeItem(place(field));
      load(field);
    });
    note.hidden = false;
    /* On paper a field is as high as what is typed. */
    addEventListener("beforeprint", () => {
      for (const field of fields) if (field.rows) field.style.height = field.scrollHeight + "px";
    });
  } catch {}
}
