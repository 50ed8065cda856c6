// Runs before the first paint. The server knows only a choice that was made; the system's taste is known here.
(function () {
  "use strict";
  const root = document.documentElement;
  if (root.dataset.theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches) {
    root.dataset.bsTheme = "dark";
  }
})();
