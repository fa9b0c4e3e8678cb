// Does with the page what its user does, and tells what is seen then.
{
  const told = {};
  const rows = () => [...document.querySelectorAll(".matrix tbody tr")];
  const shown = () => rows().filter((row) => !row.hidden).map((row) => row.cells[0].textContent);
  const field = (id) => document.getElementById(id);
  const head = (text) => [...document.querySelectorAll(".matrix thead button")].find((b) => b.textContent === text);
  const isSeen = (element) => element.getClientRects().length > 0;

  function set(id, value) {
    field(id).value = value;
    field(id).dispatchEvent(new Event("input"));
  }

  function option(id, text) {
    set(id, [...field(id).options].find((option) => option.textContent === text).value);
  }

  told.all = shown();
  told.controls = isSeen(field("words"));

  set("words", "ITALY");
  told.named = shown();
  told.count = field("shown").textContent;
  told.cards = [...document.querySelectorAll("body > section")].filter(isSeen).map((card) => card.querySelector("h2").textContent);
  set("words", "");

  option("dimension", "Cyber");
  option("least", "intended");
  told.firm = shown();
  option("dimension", "any");
  option("least", "absent");

  head("Supply chains").click();
  told.firmest = shown();
  told.sorted = document.querySelector("[aria-sort]").textContent + " " + document.querySelector("[aria-sort]").getAttribute("aria-sort");
  head("Agreement").click();
  head("Agreement").click();
  told.backwards = shown();

  rows().find((row) => row.textContent.startsWith("Germany–Italy")).cells[3].querySelector("a").click();
  setTimeout(() => {
    const target = document.querySelector(":target");
    told.opened = target.querySelector("h3").firstChild.textContent;
    told.inView = target.getBoundingClientRect().top >= 0 && target.getBoundingClientRect().top < innerHeight;
    told.quotes = target.querySelectorAll("blockquote").length;
    told.cited = [...target.querySelectorAll("blockquote + cite")].map((cite) => cite.textContent);
    told.asked = performance.getEntriesByType("resource").map((entry) => entry.name);
    const pre = document.createElement("pre");
    pre.id = "told";
    pre.textContent = "told:" + JSON.stringify(told) + ":told";
    document.body.append(pre);
  }, 200);
}
