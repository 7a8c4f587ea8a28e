/* Keeps a page in sight while Dash starts. Dash gets a place of its own beside the page that was sent; when it has drawn
   the same page there, the one that was sent goes, and what was chosen and where the reader was come along. Until then
   it is said that charts are loading, unless that is a matter of a moment; and when they cannot be loaded, what to do. */
(() => {
  const WAYS = "a[href], select, button, [role=region]";
  const MOMENT = 300; // milliseconds
  const LOADING = "Loading the charts to explore. You can read the page meanwhile.";
  const LOADED = "The charts can be explored now.";
  const FAILED = "The charts to explore could not be loaded. You can read the page as it is. ";
  const ask = window.fetch;
  const first = document.getElementById("react-entry-point");
  const second = document.createElement("div");
  const said = document.createElement("p");
  first.removeAttribute("id");
  second.id = "react-entry-point";
  second.className = "hub-second-life";
  first.after(second);
  said.className = "govuk-body hub-loading";
  said.setAttribute("role", "status"); // there before its words, so that they are read out
  first.before(said);

  const later = setTimeout(() => {
    said.classList.add("hub-loading--shown");
    said.textContent = LOADING;
  }, MOMENT);

  const failed = () => {
    if (said.matches(".hub-not-loaded")) return;
    clearTimeout(later);
    const again = document.createElement("a");
    again.className = "govuk-link";
    again.href = location.pathname + location.search;
    again.textContent = "Load it again to explore them.";
    said.className = "govuk-inset-text hub-not-loaded hub-not-on-paper";
    said.replaceChildren(FAILED, again);
  };

  const takeOver = () => {
    clearTimeout(later);
    const before = [...first.querySelectorAll(WAYS)];
    const after = [...second.querySelectorAll(WAYS)];
    const reached = before.indexOf(document.activeElement);
    before.forEach((way, place) => {
      if (way.matches("select") && after[place]) after[place].value = way.value;
    });
    first.remove();
    second.removeAttribute("class");
    after[reached]?.focus({ preventScroll: true });
    said.className = "govuk-visually-hidden";
    if (said.textContent) said.textContent = LOADED;
  };

  const drawn = () =>
    second.querySelector("#page h1") &&
    [...second.querySelectorAll(".hub-where-wide")].every((chart) => chart.querySelector(".main-svg"));

  const observer = new MutationObserver(() => {
    if (!drawn()) return;
    observer.disconnect();
    removeEventListener("error", failed, true);
    window.fetch = ask;
    takeOver();
  });
  observer.observe(second, { childList: true, subtree: true });
  addEventListener("error", failed, true); // of programs that did not come, and of those that stopped
  window.fetch = async (...asked) => {
    try {
      const answer = await ask(...asked);
      if (!answer.ok) failed();
      return answer;
    } catch (fault) {
      failed();
      throw fault;
    }
  };
})();
