// Loads the page anew when the preview shows another version, and keeps the place in it.
(function () {
  "use strict";
  var version = document.currentScript.src.split("?")[1];
  var key = "funnelbook-preview-place";
  var source = null;

  function back() {
    try {
      var place = JSON.parse(sessionStorage.getItem(key));
      sessionStorage.removeItem(key);
      if (place && place.path === location.pathname) {
        scrollTo({ left: place.x, top: place.y, behavior: "instant" });
      }
    } catch (error) {
      // Without storage the browser does what it does on every reload.
    }
  }

  function again() {
    try {
      sessionStorage.setItem(key, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY }));
    } catch (error) {
      // As above.
    }
    location.reload();
  }

  function listen() {
    source = new EventSource("/_funnelbook/events");
    source.onmessage = function (event) {
      if (event.data !== version) {
        source.close();
        again();
      }
    };
  }

  // A browser keeps few connections to one host: a tab that nobody sees does without.
  function seen() {
    if (source) {
      source.close();
      source = null;
    }
    if (document.visibilityState === "visible") {
      listen();
    }
  }

  if (document.readyState === "complete") {
    back();
  } else {
    addEventListener("load", back);
  }
  document.addEventListener("visibilitychange", seen);
  addEventListener("pageshow", function (event) {
    if (event.persisted) {
      seen();
    }
  });
  seen();
})();
