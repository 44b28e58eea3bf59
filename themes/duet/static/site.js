// What scripts add: search, a theme switch, tables that sort and filter, menus that close, the age of
// the data, paper with everything open. All of the site works without.
(function () {
  "use strict";
  var root = document.documentElement;
  // The words are the page's; what stands in braces is put in here.
  var words = JSON.parse(document.body.dataset.words || "{}");

  function say(key, values) {
    return (words[key] || "").replace(/\{(\w+)\}/g, function (_, name) {
      return values[name];
    });
  }

  function make(tag, attributes, text) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      element.setAttribute(name, attributes[name]);
    });
    if (text) element.textContent = text;
    return element;
  }

  function each(list, act) {
    Array.prototype.forEach.call(list, act);
  }

  function plain(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/ß/g, "ss").toLowerCase();
  }

  function themeSwitch() {
    var place = document.querySelector("[data-tools]");
    if (!place) return;
    var button = make("button", { type: "button" });
    var order = ["system", "light", "dark"];
    function show() {
      button.textContent = say("theme", { name: words[root.dataset.theme || "system"] });
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
    if (days >= 4) time.insertAdjacentText("afterend", say("age", { n: days.toLocaleString(root.lang) }));
  }

  function key(row, column) {
    var cell = row.cells[column];
    if (!cell) return { number: null, text: "", empty: true };
    var sort = cell.dataset.sort;
    var shown = cell.textContent.trim();
    var text = sort !== undefined ? sort : shown;
    var point = (1.5).toLocaleString(root.lang).charAt(1);
    // What is written for a machine has a point in every language.
    var bare = text.replace(/[%\s\p{Sc}]/gu, "").replace("−", "-");
    if (sort === undefined) bare = bare.split(point === "," ? "." : ",").join("").replace(point, ".");
    var number = bare === "" || isNaN(bare) ? null : Number(bare);
    return { number: number, text: text, empty: shown === "" || shown.charAt(0) === "–" };
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
    each(heads, function (head, column) {
      var button = make("button", { type: "button" });
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      // Numbers start with the greatest, words with the first.
      var numbers = head.classList.contains("num");
      button.addEventListener("click", function () {
        var now = head.getAttribute("aria-sort");
        var down = now ? now !== "descending" : numbers;
        each(heads, function (h) {
          h.removeAttribute("aria-sort");
        });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        var rows = Array.prototype.map.call(body.rows, function (row, i) {
          return { row: row, key: key(row, column), i: i };
        });
        rows.sort(function (a, b) {
          // What has no value stays last.
          return a.key.empty - b.key.empty || (down ? compare(b.key, a.key) : compare(a.key, b.key)) || a.i - b.i;
        });
        rows.forEach(function (r) {
          body.appendChild(r.row);
        });
      });
    });
  }

  function filterable(table, n) {
    var body = table.tBodies[0];
    if (!body || !table.parentNode.classList.contains("filtered")) return;
    var id = "filter-" + n;
    var box = make("div", { class: "filter" });
    var input = make("input", { type: "search", id: id, autocomplete: "off" });
    var output = make("output", { for: id });
    box.appendChild(make("label", { for: id }, words.filter));
    box.appendChild(input);
    box.appendChild(output);
    input.addEventListener("input", function () {
      var wanted = plain(input.value).split(/\s+/).filter(Boolean);
      var shown = 0;
      each(body.rows, function (row) {
        var text = plain(row.textContent);
        var fits = wanted.every(function (word) {
          return text.indexOf(word) >= 0;
        });
        row.hidden = !fits;
        if (fits) shown += 1;
      });
      output.textContent = wanted.length ? say("of", { shown: shown, all: body.rows.length }) : "";
    });
    var scroll = table.parentNode;
    scroll.parentNode.insertBefore(box, scroll);
  }

  // The index is fetched when somebody starts to search: rows of [name, address, kind, id], and the first word of each
  // part that is fetched only when what is typed may be in it.
  function search() {
    var place = document.querySelector("[data-search]");
    if (!place || location.protocol === "file:") return;
    var index = null;
    var firsts = [];
    var parts = [];
    var form = make("form", { role: "search" });
    var input = make("input", { type: "search", placeholder: words.search, "aria-label": words.searchLabel, autocomplete: "off" });
    var note = make("p", { role: "status" });
    var list = make("ul");
    form.appendChild(input);
    place.appendChild(form);
    place.appendChild(note);
    place.appendChild(list);
    function get(address, take, fail) {
      fetch(address)
        .then(function (answer) {
          return answer.json();
        })
        .then(function (answer) {
          take(answer);
          show();
        })
        .catch(function () {
          fail();
          note.textContent = words.noIndex;
        });
    }
    function entries(rows) {
      return rows.map(function (row) {
        return { name: row[0], start: plain(row[0]), href: row[1], kind: row[2], id: plain(row[3] || ""), text: plain(row[0] + " " + (row[3] || "")) };
      });
    }
    function load() {
      if (index) return;
      index = [];
      get(
        place.dataset.search,
        function (answer) {
          firsts = answer.parts;
          index = entries(answer.rows);
        },
        function () {
          index = null;
        }
      );
    }
    function letters(word) {
      return (word.match(/[\p{Alphabetic}\p{N}]+/u) || [""])[0];
    }
    // The parts that may have a word that begins so. One or two letters begin too many: then it is the word itself.
    function where(from) {
      var to = from.length > 2 ? from + "\uffff" : from;
      return Array.from(firsts.keys()).filter(function (i) {
        return firsts[i] <= to && !(firsts[i + 1] < from);
      });
    }
    function ask(i) {
      parts[i] = [];
      parts[i].due = true;
      get(
        place.dataset.search.replace(/\.json$/, "/" + i + ".json"),
        function (rows) {
          parts[i] = entries(rows);
        },
        function () {
          parts[i] = null;
        }
      );
    }
    // Asks for the parts that may have the word which the fewest have; says whether all of them are there. Short words
    // are asked for only where there is no other: a name may have a longer one that begins so.
    function have(wanted) {
      var starts = wanted.map(letters).filter(Boolean);
      var long = starts.filter(function (start) {
        return start.length > 2;
      });
      var places = (long.length ? long : starts).map(where).sort(function (a, b) {
        return a.length - b.length;
      })[0] || [];
      places.forEach(function (i) {
        if (!parts[i]) ask(i);
      });
      return !places.some(function (i) {
        return parts[i].due;
      });
    }
    function show() {
      var wanted = plain(input.value).split(/\s+/).filter(Boolean);
      list.textContent = "";
      note.textContent = "";
      if (!wanted.length || !index || !index.length) return;
      var complete = have(wanted);
      var seen = {};
      var found = index.concat.apply(index, parts.filter(Boolean)).filter(function (entry) {
        var fits = !seen[entry.href] && wanted.every(function (word) {
          return entry.text.indexOf(word) >= 0;
        });
        if (fits) seen[entry.href] = true;
        return fits;
      });
      // First what is called so, then what begins so, then what has a word that does.
      var whole = wanted.join(" ");
      function rank(entry) {
        if (entry.id === whole || entry.start === whole) return 3;
        if (entry.id.indexOf(whole) === 0 || entry.start.indexOf(whole) === 0) return 2;
        return (" " + entry.text).indexOf(" " + whole) >= 0 ? 1 : 0;
      }
      found.sort(function (a, b) {
        return rank(b) - rank(a);
      });
      found.slice(0, 8).forEach(function (entry) {
        var item = make("li");
        var link = make("a", { href: place.dataset.root + entry.href }, entry.name);
        if (entry.kind) link.appendChild(make("span", { class: "quiet" }, " " + entry.kind));
        item.appendChild(link);
        list.appendChild(item);
      });
      if (complete) note.textContent = found.length === 0 ? words.nothing : say(found.length > 8 ? "first" : "found", { n: found.length });
    }
    input.addEventListener("focus", load);
    input.addEventListener("input", show);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var first = list.querySelector("a");
      if (first) first.click();
    });
  }

  // A table that fits needs no stop for the keyboard.
  function stops() {
    each(document.querySelectorAll(".scroll"), function (box) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    });
  }

  function closing() {
    var switcher = document.querySelector(".switcher");
    document.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") return;
      if (switcher && switcher.open) {
        switcher.open = false;
        switcher.querySelector("summary").focus();
      } else if (location.hash === "#menu") {
        location.hash = "#main";
      }
    });
    document.addEventListener("click", function (event) {
      if (switcher && switcher.open && !switcher.contains(event.target)) switcher.open = false;
    });
  }

  function paper() {
    var opened = [];
    window.addEventListener("beforeprint", function () {
      each(document.querySelectorAll("main details:not([open])"), function (d) {
        d.open = true;
        opened.push(d);
      });
    });
    window.addEventListener("afterprint", function () {
      opened.forEach(function (d) {
        d.open = false;
      });
      opened = [];
    });
  }

  search();
  themeSwitch();
  age();
  each(document.querySelectorAll("table[data-sortable]"), function (table, n) {
    sortable(table);
    filterable(table, n);
  });
  closing();
  paper();
  stops();
  window.addEventListener("resize", stops);
  document.addEventListener("toggle", stops, true);
})();
