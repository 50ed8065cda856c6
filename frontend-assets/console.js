// What the console adds to plain pages. Every page and form works without it.
(function () {
  "use strict";

  const typing = (element) => element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

  // --- Keys -----------------------------------------------------------------------------------------------
  const keys = {
    "/": () => focusOn(document.getElementById("search")),
    "?": () => document.getElementById("keys")?.showPopover(),
    n: () => document.querySelector("[data-key=n]")?.click(),
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    " ": () => document.activeElement.closest("tr").querySelector("[data-pick]").click(),
  };

  // These are the page's own unless a row has the focus.
  const ofRows = new Set(["ArrowDown", "ArrowUp", " "]);

  function focusOn(field) {
    field?.focus();
    field?.select();
  }

  function step(by) {
    const rows = [...document.querySelectorAll("[data-row]")];
    const at = rows.indexOf(document.activeElement);
    rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      document.documentElement.dataset.tips = "off";
      document.querySelectorAll("details.menu[open]").forEach(closeMenu);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (ofRows.has(event.key) && !event.target.closest("tr:has([data-pick]) [data-row]")) return;
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  document.addEventListener("pointermove", () => delete document.documentElement.dataset.tips, { passive: true });
  document.addEventListener("focusin", () => delete document.documentElement.dataset.tips);

  // --- Rows picked for an act on many -------------------------------------------------------------------------
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) {
      document.querySelectorAll("[data-pick]").forEach((pick) => (pick.checked = event.target.checked));
    }
    if (event.target.matches("[data-pick], [data-pick-all], #pick-everything")) countPicked();
  });

  function countPicked() {
    const picks = [...document.querySelectorAll("[data-pick]")];
    const checked = picks.filter((pick) => pick.checked).length;
    const everything = document.getElementById("pick-everything");
    if (everything && checked === 0) everything.checked = false;
    const shown = document.getElementById("picked");
    const number = everything?.checked ? Number(everything.dataset.number) : checked;
    const text = shown.dataset.words.replace("{0}", number.toLocaleString(document.documentElement.lang));
    if (shown.textContent !== text) shown.textContent = text;
    const all = document.querySelector("[data-pick-all]");
    all.checked = checked === picks.length;
    all.indeterminate = checked > 0 && checked < picks.length;
  }

  // --- Menus close when one clicks or tabs elsewhere ------------------------------------------------------
  function closeMenu(menu) {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  }

  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, (event) => {
      document.querySelectorAll("details.menu[open]").forEach((menu) => {
        if (!menu.contains(event.target)) menu.open = false;
      });
    });
  }

  // --- One-click copy -------------------------------------------------------------------------------------
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    if (!(await copied(document.getElementById(button.dataset.copy)))) return;
    button.dataset.done = "true";
    announce(button.dataset.copied);
    setTimeout(() => delete button.dataset.done, 2000);
  });

  // Over plain HTTP there is no clipboard: what is selected can still be copied, by us or with the keyboard.
  async function copied(source) {
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      return true;
    } catch {
      source.closest("details")?.setAttribute("open", "");
      if (source.select) source.select();
      else getSelection().selectAllChildren(source);
      return document.execCommand("copy");
    }
  }

  function announce(text) {
    document.getElementById("announcer").textContent = text;
  }

  // --- Times in the viewer's zone -------------------------------------------------------------------------
  // Asking for the zone takes longer than drawing the page, and only later pages are written by it: after the first picture.
  function tellZone() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zone || document.cookie.includes("zone=" + encodeURIComponent(zone))) return;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = "zone=" + encodeURIComponent(zone) + "; Path=/; Max-Age=31536000; SameSite=Lax" + secure;
    const exact = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeStyle: "long" });
    document.querySelectorAll("time[datetime]").forEach((time) => {
      time.title = exact.format(new Date(time.dateTime));
    });
  }

  addEventListener("load", () => requestAnimationFrame(() => setTimeout(tellZone)));
  document.addEventListener("submit", tellZone, { capture: true, once: true });

  // "5 minutes ago" stays true while a page stays open, as the server would write it.
  const unitsOfTime = [["minute", 60], ["hour", 3600], ["day", 86400], ["month", 2629800], ["year", 31557600]];
  let counted;
  const { now: serverNow, justNow, soon } = document.getElementById("content")?.dataset ?? {};
  const serverAhead = Date.parse(serverNow) - Date.now();

  function relative(seconds) {
    const distance = Math.abs(seconds);
    if (distance < 45) return seconds > 2 ? soon : justNow;
    const [unit, length] = unitsOfTime.findLast(([, length]) => distance * 2 >= length * 3) ?? unitsOfTime[0];
    counted ??= new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });
    return counted.format(Math.sign(seconds) * Math.max(1, Math.round(distance / length)), unit);
  }

  function refreshTimes() {
    document.querySelectorAll("time[datetime]").forEach((time) => {
      const seconds = (Date.parse(time.dateTime) - Date.now() - serverAhead) / 1000;
      const words = (seconds > 0 ? time.dataset.future : time.dataset.past) ?? "{0}";
      const text = words.replace("{0}", relative(seconds));
      if (time.textContent !== text) time.textContent = text;
    });
  }

  if (!Number.isNaN(serverAhead)) {
    setInterval(refreshTimes, 15000);
    document.addEventListener("visibilitychange", refreshTimes);
  }

  // --- Nothing typed is lost ------------------------------------------------------------------------------
  // A form marked data-draft is kept in this tab until the page after a save, or until it is given up.
  const place = "draft:" + location.pathname;

  document.querySelectorAll("[data-draft-saved]").forEach((mark) => {
    sessionStorage.removeItem("draft:" + mark.dataset.draftSaved);
  });

  const form = document.querySelector("form[data-draft]");
  if (form) {
    const written = () =>
      JSON.stringify([...new FormData(form)].filter(([name]) => !["_csrf", "version", "thenShown"].includes(name)));
    const atFirst = written();
    let leaving = false;
    offerDraft(form, atFirst);
    form.addEventListener("input", () => sessionStorage.setItem(place, written()));
    form.addEventListener("submit", () => (leaving = true));
    document.querySelectorAll("[data-draft-discard]").forEach((link) =>
      link.addEventListener("click", () => {
        leaving = true;
        sessionStorage.removeItem(place);
      }));
    addEventListener("beforeunload", (event) => {
      if (!leaving && written() !== atFirst) event.preventDefault();
    });
  }

  function offerDraft(target, atFirst) {
    const draft = sessionStorage.getItem(place);
    const offer = document.getElementById("draft");
    if (!draft || draft === atFirst || !offer || target.dataset.draft === "rejected") return;
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", () => {
      fill(target, new Map(JSON.parse(draft)));
      offer.hidden = true;
      target.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  function fill(target, values) {
    for (const field of target.elements) {
      if (!field.name || field.type === "file" || field.name === "_csrf" || field.name === "version" || field.type === "submit") continue;
      if (field.type === "radio" && !values.has(field.name)) continue;
      if (field.type === "radio") field.checked = values.get(field.name) === field.value;
      else if (field.type === "checkbox") field.checked = values.has(field.name);
      else if (values.has(field.name)) field.value = values.get(field.name);
    }
  }

  // --- A file read into a field, to be looked at as if it had been pasted -------------------------------------
  document.addEventListener("change", async (event) => {
    const file = event.target.dataset?.fileFor && event.target.files[0];
    if (!file || file.size > 20000) return;
    const field = document.getElementById(event.target.dataset.fileFor);
    field.value = await file.text();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // --- Forms checked while typing -------------------------------------------------------------------------
  // The server writes notes beside the fields; a field with an error note is invalid for assistive technology too.
  document.addEventListener("htmx:oobAfterSwap", markInvalid);
  document.addEventListener("htmx:afterSettle", markInvalid);

  function markInvalid() {
    document.querySelectorAll("[data-note-of]").forEach((note) => {
      const field = document.getElementById(note.dataset.noteOf);
      if (!field) return;
      const wrong = note.querySelector(".field-error") !== null;
      field.classList.toggle("is-invalid", wrong);
      if (wrong) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
      // In the list of what kept the form from being saved; it stays, so that nothing moves under whoever types.
      const mended = document.querySelector(`[data-mends="${note.dataset.noteOf}"]`);
      if (mended) mended.hidden = wrong;
    });
  }

  // --- The focus stays when what had it is replaced -------------------------------------------------------
  // With the same id, it gets it back; otherwise the focus goes to what is nearest, not to the top of the page.
  let wayBack = [];

  document.addEventListener("focusin", (event) => {
    wayBack = [];
    for (let at = event.target; at; at = at.parentElement) if (at.id) wayBack.push(at.id);
  });

  // Who clicks beside everything wants it nowhere.
  document.addEventListener("pointerdown", () => (wayBack = []));

  document.addEventListener("htmx:afterSettle", () => {
    if (document.activeElement !== document.body) return;
    for (const place of wayBack.map((id) => document.getElementById(id)).filter(Boolean)) {
      const next = place.tabIndex >= 0 ? place : place.querySelector("a[href], button, summary, input:not([type=hidden]), select, textarea");
      (next ?? place).dataset.refocused = "";
      (next ?? place).focus({ preventScroll: true });
      if (document.activeElement !== document.body) return;
    }
  });

  // --- The server did not answer, or refused --------------------------------------------------------------
  for (const kind of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(kind, () => {
      const trouble = document.getElementById("trouble");
      if (trouble) trouble.hidden = false;
    });
  }
  document.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.xhr.status >= 400) return; // comes after an error, too
    const trouble = document.getElementById("trouble");
    if (trouble) trouble.hidden = true;
  });
})();
