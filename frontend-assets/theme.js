// Runs before the first paint. The server knows only a choice that was made; the system's taste is known here.
(function () {
  "use strict";
  const root = document.documentElement;
  if (root.dataset.theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches) {
    root.dataset.bsTheme = "dark";
  }
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  if (zone && !document.cookie.includes("zone=" + encodeURIComponent(zone))) {
    document.cookie = "zone=" + encodeURIComponent(zone) + "; Path=/; Max-Age=31536000; SameSite=Lax" + secure;
    root.dataset.zoneChanged = "true";
  }
})();
