// What scripts add: a theme switch, sortable tables, the age of the data. All of the site works without.
(function () {
  "use strict";
  var root = document.documentElement;

  function themeSwitch() {
    var place = document.querySelector("[data-tools]");
    if (!place) return;
    var button = document.createElement("button");
    button.type = "button";
    var order = ["system", "light", "dark"];
    function show() {
      button.textContent = "Theme: " + (root.dataset.theme || "system");
    }
    button.addEventListener("click", function () {
      var next = order[(order.indexOf(root.dataset.theme || "system") + 1) % order.length];
      if (next === "system") delete root.dataset.theme;
      else root.dataset.theme = next;
      try {
        if (next === "system") localStorage.removeItem("funnelbook-theme");
        else localStorage.setItem("funnelbook-theme", next);
      } catch (e) {}
      show();
    });
    show();
    place.appendChild(button);
  }

  function age() {
    var time = document.querySelector("time[data-as-of]");
    if (!time) return;
    var days = Math.floor((Date.now() - Date.parse(time.dateTime + "T00:00:00Z")) / 86400000);
    if (days >= 4) time.insertAdjacentText("afterend", ", " + days.toLocaleString(root.lang) + " days old");
  }

  function key(row, column) {
    var cell = row.cells[column];
    var sort = cell.dataset.sort;
    var text = sort !== undefined ? sort : cell.textContent.trim();
    var plain = text.replace(/[,%€$£\s]/g, "").replace("−", "-");
    var number = plain === "" || isNaN(plain) ? null : Number(plain);
    return { number: number, text: text };
  }

  function compare(a, b) {
    if (a.number !== null && b.number !== null) return a.number - b.number;
    if (a.number !== null) return -1;
    if (b.number !== null) return 1;
    return a.text.localeCompare(b.text, root.lang);
  }

  function sortable(table) {
    var heads = table.tHead ? table.tHead.rows[0].cells : [];
    var body = table.tBodies[0];
    if (!body || body.rows.length < 2) return;
    Array.prototype.forEach.call(heads, function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") !== "descending";
        Array.prototype.forEach.call(heads, function (h) {
          h.removeAttribute("aria-sort");
        });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var rows = Array.prototype.map.call(body.rows, function (row, i) {
          return { row: row, key: key(row, column), i: i };
        });
        rows.sort(function (a, b) {
          return (down ? compare(b.key, a.key) : compare(a.key, b.key)) || a.i - b.i;
        });
        rows.forEach(function (r) {
          body.appendChild(r.row);
        });
      });
    });
  }

  themeSwitch();
  age();
  document.querySelectorAll("table[data-sortable]").forEach(sortable);
})();
