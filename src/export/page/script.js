// Filters and sorts the matrix; without it the page is a plain table.
document.body.classList.add("scripted");
const heads = [...document.querySelectorAll(".matrix thead th")];
const body = document.querySelector(".matrix tbody");
const rows = [...body.rows];
const [words, dimension, least, shown] = ["words", "dimension", "least", "shown"].map((id) => document.getElementById(id));
const name = (row) => row.cells[0].textContent;
const value = (row, column) => Number(row.cells[column].dataset.value);

// What is left out of the matrix is left out below it, and of the print.
function filter() {
  const wanted = words.value.toLowerCase();
  const all = heads.map((_, column) => column).slice(1);
  const columns = Number(dimension.value) ? [Number(dimension.value)] : all;
  for (const row of rows) {
    const isNamed = name(row).toLowerCase().includes(wanted);
    const isFirm = Math.max(...columns.map((column) => value(row, column))) >= Number(least.value);
    row.hidden = document.getElementById(row.dataset.card).hidden = !(isNamed && isFirm);
  }
  shown.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`;
}

// Names from A, readings from the firmest; again, the other way round.
function sort(column) {
  const [first, again] = column ? ["descending", "ascending"] : ["ascending", "descending"];
  const isAgain = heads[column].getAttribute("aria-sort") === first;
  const byName = (a, b) => name(a).localeCompare(name(b));
  const order = column ? (a, b) => value(b, column) - value(a, column) || byName(a, b) : byName;
  rows.sort(isAgain ? (a, b) => order(b, a) : order);
  body.append(...rows);
  for (const head of heads) head.removeAttribute("aria-sort");
  heads[column].setAttribute("aria-sort", isAgain ? again : first);
}

for (const input of [words, dimension, least]) input.addEventListener("input", filter);
heads.forEach((head, column) => head.querySelector("button").addEventListener("click", () => sort(column)));
filter();
