/* Keeps a page in sight while Dash starts. Dash gets a place of its own beside the page that was sent; when it has drawn
   the same page there, the one that was sent goes, and what was chosen and where the reader was come along. */
(() => {
  const WAYS = "a[href], select, button, [role=region]";
  const first = document.getElementById("react-entry-point");
  const second = document.createElement("div");
  first.removeAttribute("id");
  second.id = "react-entry-point";
  first.after(second);

  const takeOver = () => {
    const before = [...first.querySelectorAll(WAYS)];
    const after = [...second.querySelectorAll(WAYS)];
    const reached = before.indexOf(document.activeElement);
    before.forEach((way, place) => {
      if (way.matches("select") && after[place]) after[place].value = way.value;
    });
    first.remove();
    after[reached]?.focus({ preventScroll: true });
  };

  new MutationObserver((_, observer) => {
    if (!second.querySelector("#page h1")) return;
    observer.disconnect();
    takeOver();
  }).observe(second, { childList: true, subtree: true });
})();
