// Runs before the page is seen, so that nothing changes its colour or its place before the reader's eyes.
(() => {
  "use strict";
  const root = document.documentElement;
  root.dataset.script = "";
  try {
    const chosen = localStorage.getItem("cxpress-theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
  } catch {
    // Where nothing can be remembered, the system's colours hold.
  }
})();
