// Filters and sorts the matrix; without it the page is a plain table.
document.body.classList.add("scripted");
const rows = [...document.querySelectorAll("tbody tr")];
const body = document.querySelector("tbody");
const [words, dimension, least] = ["words", "dimension", "least"].map((id) => document.getElementById(id));
const value = (row, column) => Number(row.children[column].dataset.value ?? 0);

function filter() {
  const wanted = words.value.toLowerCase();
  const column = Number(dimension.value);
  for (const row of rows) {
    const isNamed = row.children[0].textContent.toLowerCase().includes(wanted);
    const best = column ? value(row, column) : Math.max(...[...row.children].slice(1).map((c) => Number(c.dataset.value)));
    row.hidden = !isNamed || best < Number(least.value);
  }
}

function sort(column) {
  const name = (row) => row.children[0].textContent;
  const order = column
    ? (a, b) => value(b, column) - value(a, column) || name(a).localeCompare(name(b))
    : (a, b) => name(a).localeCompare(name(b));
  body.append(...rows.sort(order));
}

for (const input of [words, dimension, least]) input.addEventListener("input", filter);
document.querySelectorAll("thead th button").forEach((button, column) => button.addEventListener("click", () => sort(column)));
