// A keyboard-wedge scanner types what it reads and then Enter: the first Enter goes on to the next empty field, the last one sends.
(() => {
  "use strict";
  const form = document.querySelector("form[data-wedge]");
  if (!form) return;
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    const empty = [...form.querySelectorAll("input[required]")].find((input) => input.value.trim() === "");
    if (empty && event.target.value.trim() !== "") {
      event.preventDefault();
      empty.focus();
    }
  });
})();
