// Unlocks a locked site: asks for the passphrase, derives the key, puts the decrypted page in the place of
// this one. How files are sealed and named is said in src/output/lock; both sides have to agree.
(function () {
  "use strict";
  // At an address with nothing this may be loaded more than once.
  if (window.funnelbookLock) return;
  window.funnelbookLock = true;
  const base = new URL("../", document.currentScript.src);
  const body = document.body;
  const words = JSON.parse(body.dataset.words);
  const nowhere = body.dataset.style !== undefined;
  const ask = document.querySelector(".lock");
  const status = document.getElementById("lock-said");
  const fetchPlain = window.fetch.bind(window);
  const domain = "funnelbook lock 1 ";
  // What locked/lock.json says, and the keys.
  let lock, cipher, names;

  function say(key) {
    status.textContent = words[key] || "";
  }

  function utf8(text) {
    return new TextEncoder().encode(text);
  }

  function hex(bytes) {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  function unhex(text) {
    return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
  }

  // The derived key is kept for the tab, the passphrase is not. Without a store each page asks again.
  function kept(root) {
    const name = "funnelbook-lock " + lock.salt;
    try {
      if (root === undefined) return sessionStorage.getItem(name);
      if (root === null) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, root);
    } catch (e) {}
    return null;
  }

  async function derive(passphrase) {
    const typed = utf8(passphrase.trim().normalize("NFC"));
    const key = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveBits"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: unhex(lock.salt), iterations: lock.rounds };
    return hex(new Uint8Array(await crypto.subtle.deriveBits(how, key, 256)));
  }

  function hmacKey(bytes) {
    return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  }

  async function mac(key, text) {
    return new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(text)));
  }

  // Takes a root key; says whether it is this site's.
  function use(root) {
    return take(root).then(() => true, () => false);
  }

  async function take(root) {
    const key = await hmacKey(unhex(root));
    cipher = await crypto.subtle.importKey("raw", await mac(key, domain + "encryption"), "AES-GCM", false, ["decrypt"]);
    names = await hmacKey(await mac(key, domain + "names"));
    await unseal("", unhex(lock.check));
  }

  async function unseal(path, sealed) {
    const how = { name: "AES-GCM", iv: sealed.subarray(1, 13), additionalData: utf8(domain + path) };
    const packed = await crypto.subtle.decrypt(how, cipher, sealed.subarray(13));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Response(stream).arrayBuffer();
  }

  // The bytes of a file; null where there is none.
  async function read(path) {
    const name = hex(await mac(names, "file " + path)).slice(0, 32);
    const answer = await fetchPlain(new URL(`locked/${name.slice(0, 2)}/${name.slice(2)}.bin`, base));
    if (!answer.ok) return null;
    const sealed = new Uint8Array(await answer.arrayBuffer());
    // Some servers answer with a page where there is nothing.
    return sealed[0] === lock.version ? unseal(path, sealed) : null;
  }

  // The path below the site's root; null where the address is elsewhere.
  function inside(address) {
    try {
      const url = new URL(address, document.baseURI);
      if (url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) return null;
      const path = decodeURIComponent(url.pathname.slice(base.pathname.length));
      return path === "" || path.endsWith("/") ? path + "index.html" : path;
    } catch (e) {
      return null;
    }
  }

  function isPage(path) {
    return /(^|\/)index\.html$/.test(path);
  }

  function isSealed(path) {
    return path !== null && !isPage(path) && !lock.plain.includes(path) && !path.startsWith("locked/");
  }

  const folders = new Map();

  // The path of a page as addresses have it.
  async function shown(path) {
    const parts = path.split("/");
    let folder = "";
    for (let i = 0; i < parts.length - 1; i += 1) {
      folder += parts[i] + "/";
      if (lock.folders.includes(folder)) continue;
      if (!folders.has(folder)) folders.set(folder, mac(names, "folder " + folder));
      parts[i] = hex(await folders.get(folder)).slice(0, 24);
    }
    return parts.join("/");
  }

  const led = new WeakSet();

  // Lets a link lead to the address that the page has here.
  async function lead(link) {
    const path = inside(link.href);
    if (led.has(link) || path === null || !isPage(path) || path === inside(location.href)) return;
    led.add(link);
    const url = new URL(await shown(path), base);
    link.href = url.pathname + link.search + link.hash;
  }

  async function save(path) {
    const bytes = await read(path);
    if (bytes === null) return false;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = path.split("/").pop();
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    return true;
  }

  // A picture as a data address, which the page's policy allows.
  async function picture(path) {
    const bytes = await read(path);
    if (bytes === null) return "data:,";
    const kind = path.split(".").pop().toLowerCase();
    const type = "image/" + (kind === "svg" ? "svg+xml" : kind);
    return new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result);
      reader.readAsDataURL(new Blob([bytes], { type }));
    });
  }

  // From here on what pages and their scripts ask for is decrypted.
  function serve() {
    window.fetch = async function (what, how) {
      const path = inside(what instanceof Request ? what.url : what);
      if (!isSealed(path)) return fetchPlain(what, how);
      const bytes = await read(path);
      return bytes === null ? fetchPlain(what, how) : new Response(bytes);
    };
    document.addEventListener("click", function (event) {
      const link = event.target instanceof Element && event.target.closest("a[href]");
      const path = link && !event.defaultPrevented && !link.href.startsWith("blob:") ? inside(link.href) : null;
      if (!isSealed(path)) return;
      event.preventDefault();
      save(path).then((done) => done || location.assign(link.href));
    });
    // Locked meanwhile: a page that the browser kept for the way back is no longer shown.
    window.addEventListener("pageshow", function (event) {
      if (event.persisted && kept() === null) location.reload();
    });
    new MutationObserver(function (changes) {
      for (const change of changes) {
        for (const node of change.addedNodes) {
          if (!(node instanceof Element)) continue;
          if (node.matches("a[href]")) lead(node);
          node.querySelectorAll("a[href]").forEach(lead);
        }
      }
    }).observe(document, { childList: true, subtree: true });
  }

  // Puts the page in the place of this one. What both have, style and scripts that have run, stays.
  async function show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    await Promise.all(Array.from(page.querySelectorAll("a[href]"), lead));
    // Fonts that this page has loaded already.
    page.querySelectorAll("link[rel=preload]").forEach((link) => link.remove());
    const pictures = [];
    for (const [selector, name] of [["img[src]", "src"], ["link[rel~=icon]", "href"]]) {
      page.querySelectorAll(selector).forEach(function (element) {
        const path = inside(element[name]);
        if (!isSealed(path)) return;
        element.removeAttribute(name);
        pictures.push(picture(path).then((address) => element.setAttribute(name, address)));
      });
    }
    const ran = new Set(Array.from(document.scripts, (script) => script.src));
    const scripts = Array.from(page.querySelectorAll("script[src]")).filter((script) => !ran.has(script.src));
    const root = document.documentElement;
    for (const { name, value } of page.documentElement.attributes) {
      if (name !== "class") root.setAttribute(name, value);
      else root.classList.add(...page.documentElement.classList);
    }
    const styles = (head) => new Map(Array.from(head.querySelectorAll("link[rel=stylesheet]"), (link) => [link.href, link]));
    const [before, after] = [styles(document.head), styles(page.head)];
    const stays = new Set(Array.from(before.keys()).filter((href) => after.has(href)));
    Array.from(document.head.children).forEach((child) => stays.has(child.href) || child.remove());
    Array.from(page.head.children).forEach((child) => stays.has(child.href) || document.head.appendChild(child));
    body.replaceWith(page.body);
    await Promise.all(scripts.map(run));
    place();
    relock();
    await Promise.all(pictures);
  }

  // A script that came with a parsed text does not run; a new one of the same address does.
  function run(old) {
    return new Promise(function (done) {
      const script = document.createElement("script");
      for (const { name, value } of old.attributes) script.setAttribute(name, value);
      script.async = false;
      script.onload = script.onerror = done;
      old.replaceWith(script);
    });
  }

  // To where the reader was, or the fragment leads.
  function place() {
    const y = history.state && history.state.funnelbookY;
    if (y) window.scrollTo(0, y);
    else if (location.hash) location.replace(location.hash);
    let waiting = 0;
    window.addEventListener("scroll", function () {
      clearTimeout(waiting);
      waiting = setTimeout(() => history.replaceState({ funnelbookY: window.scrollY }, ""), 100);
    });
  }

  function relock() {
    const tools = document.querySelector("[data-tools]");
    if (!tools) return;
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.lock = "";
    button.textContent = words.again;
    button.addEventListener("click", function () {
      kept(null);
      location.reload();
    });
    tools.append(" ", button);
  }

  // Shows what stands at this address.
  async function open() {
    let path = inside(location.href);
    if (!nowhere) {
      const bytes = await read(path);
      if (bytes === null) return say("failed");
      serve();
      return show(new TextDecoder().decode(bytes));
    }
    // The real path of a page or file, as it is in the team's own texts.
    if (!/\.\w+$/.test(path)) path += "/index.html";
    const page = isPage(path) ? await shown(path) : null;
    if (page !== null && (await read(page)) !== null) {
      return location.replace(new URL(page.replace(/index\.html$/, ""), base).href + location.hash);
    }
    if (page === null && (await save(path))) return say("saved");
    say("missing");
    const link = document.createElement("a");
    link.href = base.href;
    link.textContent = words.overview;
    status.append(" ", link);
  }

  function form() {
    const input = ask.querySelector("input");
    let busy = false;
    say("");
    ask.hidden = false;
    input.focus();
    ask.querySelector("form").addEventListener("submit", async function (event) {
      event.preventDefault();
      if (busy) return;
      busy = true;
      say("working");
      try {
        const root = await derive(input.value);
        if (await use(root)) {
          kept(root);
          ask.hidden = true;
          say("");
          await open();
          const main = document.querySelector("main[tabindex]");
          if (main && !location.hash) main.focus({ preventScroll: true });
        } else {
          say("wrong");
          input.setAttribute("aria-invalid", "true");
          input.select();
        }
      } catch (e) {
        say("failed");
      }
      busy = false;
    });
  }

  async function start() {
    if (nowhere) {
      const style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = new URL(body.dataset.style, base);
      document.head.append(style);
    }
    if (location.protocol === "file:") return say("file");
    if (!window.isSecureContext) return say("insecure");
    if (!window.DecompressionStream) return say("old");
    lock = await (await fetchPlain(new URL("locked/lock.json", base), { cache: "no-cache" })).json();
    const root = kept();
    if (root !== null && (await use(root))) return open();
    kept(null);
    form();
  }

  start().catch(() => say("failed"));
})();
