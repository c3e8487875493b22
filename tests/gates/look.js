// The gates' eyes: what a page looks like, read from computed styles and boxes.
// One function; `task` names what is asked, the answer is plain data: [rule, detail] pairs mostly.

(task, given) => {
  const arabic = /[\u0620-\u064A\u0671-\u06D3\u0750-\u077F]/;
  const interactive =
    "a[href], button, input, select, textarea, summary, [tabindex], [contenteditable], iframe";
  const found = [];

  function place(element) {
    const name = [element.localName, ...[...element.classList].slice(0, 1)].join(".");
    const near = element.closest("[id]");
    const words = element.textContent.trim().replace(/\s+/g, " ").slice(0, 30);
    return `${near ? `#${near.id} ` : ""}${name} "${words}"`;
  }

  function note(rule, element, detail = "") {
    found.push([rule, `${element ? place(element) : ""} ${detail}`.trim()]);
  }

  // Colours

  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const colours = new Map();

  function colour(text) {
    if (!colours.has(text)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      colours.set(text, [red, green, blue, alpha / 255]);
    }
    return colours.get(text);
  }

  function over([red, green, blue, alpha], below) {
    const mixed = [red, green, blue].map((each, i) => each * alpha + below[i] * (1 - alpha));
    return [...mixed, 1];
  }

  function luminance(given) {
    const [red, green, blue] = given.slice(0, 3).map((each) => {
      const share = each / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue; // WCAG 2.2, relative luminance
  }

  function contrast(one, other) {
    const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (lighter + 0.05) / (darker + 0.05);
  }

  function lineage(element) {
    const line = [];
    for (let each = element; each; each = each.parentElement) line.unshift(each);
    return line;
  }

  // What is painted behind the element's text; undefined where a picture is.
  function ground(element) {
    let below = colour("Canvas");
    for (const each of lineage(element)) {
      const style = getComputedStyle(each);
      if (style.backgroundImage !== "none") return undefined;
      below = over(colour(style.backgroundColor), below);
    }
    return below;
  }

  function opacity(element) {
    return lineage(element).reduce((all, each) => all * getComputedStyle(each).opacity, 1);
  }

  // Boxes

  function isShown(element) {
    return element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  }

  function isUnseen(box) {
    return box.width <= 1 || box.height <= 1;
  }

  // Every run of text that is painted: its element and its boxes.
  function texts(top = document.body) {
    const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
    const runs = [];
    const range = document.createRange();
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("script, style, template, noscript")) continue;
      if (!isShown(element)) continue;
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((box) => !isUnseen(box));
      const hider = element.closest(".unseen") || lineage(element).find((each) => {
        const box = each.getBoundingClientRect();
        return isUnseen(box) && getComputedStyle(each).overflow !== "visible";
      });
      if (boxes.length && !hider) runs.push({ element, boxes, words: node.data.trim() });
    }
    return runs;
  }

  function scrolls(element) {
    for (let each = element; each && each !== document.body; each = each.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(each).overflowX)) return each;
    }
    return undefined;
  }

  // Tasks

  function lookAtArabic() {
    for (const { element, boxes, words } of texts()) {
      if (!arabic.test(words)) continue;
      const style = getComputedStyle(element);
      if (!["normal", "0px"].includes(style.letterSpacing)) note("arabic-spacing", element, style.letterSpacing);
      if (style.fontStyle !== "normal") note("arabic-italic", element, style.fontStyle);
      if (style.textTransform !== "none") note("arabic-case", element, style.textTransform);
      if (style.textAlign === "justify") note("arabic-justified", element);
      const lines = new Set(boxes.map((box) => Math.round(box.top))).size;
      const ratio = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
      const least = element.closest(".row p, .row li") && !element.closest(".note, .told, .tools") ? 1.75 : 1.55;
      if (lines > 1 && ratio < least && !element.closest("h1, h2, h3, h4, h5, h6, dt, bdi, code, pre, .badge, nav, header, [class*=title]")) {
        note("arabic-line-height", element, ratio.toFixed(2));
      }
    }
  }

  function lookAtContrast() {
    for (const { element } of texts()) {
      const seen = opacity(element);
      if (seen < 0.05 || element.closest(":disabled, [aria-disabled=true]")) continue;
      const below = ground(element);
      if (!below) continue;
      const style = getComputedStyle(element);
      const [red, green, blue, alpha] = colour(style.color);
      const ratio = contrast(over([red, green, blue, alpha * seen], below), below);
      const size = parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
      if (ratio < (isLarge ? 3 : 4.5) - 0.005) note("contrast", element, ratio.toFixed(2));
    }
    for (const control of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      const outer = ground(control.parentElement);
      if (!isShown(control) || !outer || ["radio", "checkbox", "range"].includes(control.type)) continue;
      const style = getComputedStyle(control);
      const edge = parseFloat(style.borderBlockEndWidth) ? over(colour(style.borderBlockEndColor), outer) : outer;
      const best = Math.max(contrast(edge, outer), contrast(over(colour(style.backgroundColor), outer), outer));
      if (best < 3) note("control-contrast", control, best.toFixed(2));
    }
  }

  function lookAtTheme() {
    const paper = luminance(ground(document.body) ?? colour("Canvas"));
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    if (dark ? paper > 0.2 : paper < 0.6) note("theme", document.body, `luminance ${paper.toFixed(2)}`);
  }

  function lookAtWidth() {
    const root = document.documentElement;
    const width = root.clientWidth;
    const wide = root.scrollWidth > width + 1 || document.body.scrollWidth > Math.max(width, document.body.clientWidth) + 1;
    let told = 0;
    for (const element of document.body.querySelectorAll("*")) {
      const box = element.getBoundingClientRect();
      const out = box.right > width + 1 || box.left < -1;
      if (!out || isUnseen(box) || !isShown(element) || scrolls(element)) continue;
      if (element.closest("svg, .skip") || getComputedStyle(element).position === "fixed") continue;
      if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && !element.matches("img, input, button, table, pre")) continue;
      if (told++ < 5) note("overflow", element, `${Math.round(box.left)} to ${Math.round(box.right)} of ${width}`);
    }
    if (wide && !told) note("overflow", document.body, `${root.scrollWidth} of ${width}`);
    for (const element of document.body.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      const cuts = [style.overflowX, style.overflowY].some((each) => ["hidden", "clip"].includes(each));
      if (!cuts || !isShown(element) || element.matches("svg, svg *, img, input, .unseen") || element.clientWidth <= 1) continue;
      if (element.scrollWidth > element.clientWidth + 2 || element.scrollHeight > element.clientHeight + 2) note("clipped", element);
    }
  }

  // Text painted on other text. Half of each line's height is compared: tall letters may touch.
  function lookAtOverlaps() {
    const lines = [];
    for (const { element, boxes } of texts()) {
      if (opacity(element) < 0.05 || scrolls(element)) continue;
      if (lineage(element).some((each) => ["sticky", "fixed"].includes(getComputedStyle(each).position))) continue;
      for (const box of boxes) {
        const quarter = box.height / 4;
        lines.push({ element, left: box.left + 1, right: box.right - 1, top: box.top + quarter, bottom: box.bottom - quarter });
      }
    }
    lines.sort((a, b) => a.top - b.top);
    let told = 0;
    for (let i = 0; i < lines.length; i += 1) {
      for (let j = i + 1; j < lines.length && lines[j].top < lines[i].bottom - 2; j += 1) {
        const across = Math.min(lines[i].right, lines[j].right) - Math.max(lines[i].left, lines[j].left);
        if (across > 2 && lines[i].element !== lines[j].element && told++ < 5) {
          note("overlap", lines[i].element, `and ${place(lines[j].element)}`);
        }
      }
    }
  }

  function lookAtMotion() {
    if (getComputedStyle(document.documentElement).scrollBehavior === "smooth") note("motion", document.documentElement, "scrolls smoothly");
    for (const element of document.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      const seconds = (text) => Math.max(...text.split(",").map((each) => parseFloat(each) * (each.trim().endsWith("ms") ? 0.001 : 1)));
      if (style.transitionProperty !== "none" && seconds(style.transitionDuration) > 0.01) note("motion", element, "transition");
      if (style.animationName !== "none" && seconds(style.animationDuration) > 0.01) note("motion", element, "animation");
    }
  }

  // Keyboard

  function isStop(element) {
    if (element.tabIndex < 0 || element.matches(":disabled, [inert] *, [inert]") || !isShown(element)) return false;
    if (element.matches("input[type=radio]")) {
      const group = [...document.getElementsByName(element.name)].filter((each) => each.form === element.form);
      const chosen = group.find((each) => each.checked) ?? group[0];
      return element === chosen;
    }
    if (element.matches("summary") && element.parentElement.querySelector("summary") !== element) return false;
    return element.matches("[tabindex], a[href], button, input, select, textarea, summary, iframe, [contenteditable]");
  }

  function look(style) {
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    return [outlined ? style.outlineColor : "", style.boxShadow, style.backgroundColor, style.borderBlockEndColor, style.textDecorationLine].join("|");
  }

  function prepareKeyboard() {
    if (document.activeElement !== document.body) document.activeElement.blur();
    const stops = [...document.querySelectorAll(interactive)].filter(isStop);
    const state = { stops, visited: [], found, before: new Map(stops.map((each) => [each, look(getComputedStyle(each))])) };
    window.gatesKeyboard = state;
    addEventListener("keyup", () => {
      const element = document.activeElement;
      if (!element || element === document.body) return;
      if (state.visited.includes(element)) return;
      state.visited.push(element);
      const style = getComputedStyle(element);
      const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
      const before = state.before.get(element);
      if (before !== undefined && before === look(style)) note("invisible-focus", element);
      else if (outlined && style.outlineStyle !== "auto") {
        const outer = ground(element.parentElement);
        const ratio = outer ? contrast(over(colour(style.outlineColor), outer), outer) : 21;
        if (ratio < 3) note("weak-focus", element, ratio.toFixed(2));
      }
      const boxes = [...element.getClientRects()].filter((box) => !isUnseen(box));
      const onScreen = boxes.filter((box) => box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
      if (!onScreen.length) {
        note("focus-off-screen", element);
        return;
      }
      // WCAG 2.4.11: not wholly hidden by what lies over it.
      const seen = onScreen.some((box) => [0.15, 0.5, 0.85].some((share) => {
        const x = Math.min(Math.max(box.left + box.width * share, 0), innerWidth - 1);
        const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
        const top = document.elementFromPoint(x, y);
        return top && (element.contains(top) || top.contains(element));
      }));
      if (!seen) note("focus-covered", element);
    });
    return stops.length;
  }

  function finishKeyboard() {
    const { stops, visited, found: seen } = window.gatesKeyboard;
    found.push(...seen);
    for (const each of stops) if (!visited.includes(each)) note("unreachable", each);
    for (let i = 1; i < visited.length; i += 1) {
      if (visited[i].compareDocumentPosition(visited[i - 1]) & Node.DOCUMENT_POSITION_FOLLOWING) note("tab-order", visited[i]);
    }
    for (const each of document.querySelectorAll("a[href], button, input, select, textarea")) {
      if (each.tabIndex < 0 && isShown(each) && !each.closest("[aria-hidden=true], [role=radiogroup], [role=toolbar], [role=tablist], [role=menu]")) note("unreachable", each, "tabindex=-1");
    }
  }

  // Circumstances

  function lookAtForcedColours() {
    const paper = ground(document.body) ?? colour("Canvas");
    const differs = (text) => { const each = colour(text); return each[3] > 0.1 && contrast(over(each, paper), paper) > 1.5; };
    const isDrawn = (style) => differs(style.backgroundColor) || (parseFloat(style.borderBlockStartWidth) > 0 && style.borderBlockStartStyle !== "none" && differs(style.borderBlockStartColor));
    for (const badge of document.querySelectorAll(".badge")) {
      if (!isShown(badge)) continue;
      if (!badge.textContent.trim()) note("forced-mark", badge, "a state told by colour only");
      const mark = getComputedStyle(badge, "::before");
      if (mark.content !== "none" && mark.display !== "none" && mark.content === '""' && !isDrawn(mark)) note("forced-mark", badge);
    }
    for (const mark of document.querySelectorAll(".strip i")) {
      if (isShown(mark) && !isDrawn(getComputedStyle(mark))) note("forced-mark", mark, mark.className);
    }
    for (const current of document.querySelectorAll("nav [aria-current]")) {
      const plain = [...current.closest("nav").querySelectorAll("a:not([aria-current])")].find(isShown);
      if (!isShown(current) || !plain) continue;
      const mark = (each) => { const s = getComputedStyle(each); return [s.fontWeight, s.borderBlockEndColor, s.borderBlockEndWidth, s.outlineStyle, s.textDecorationLine].join("|"); };
      if (mark(current) === mark(plain)) note("forced-current", current);
    }
    for (const element of [...document.querySelectorAll(interactive)].filter(isStop).slice(0, 40)) {
      element.focus({ preventScroll: true });
      const style = getComputedStyle(element);
      if (document.activeElement === element && (style.outlineStyle === "none" || !parseFloat(style.outlineWidth))) note("forced-focus", element);
    }
  }

  function lookAtPrint() {
    for (const element of document.querySelectorAll("nav, .skip, form, button, input, select, [popover], dialog")) {
      if (isShown(element) && !isUnseen(element.getBoundingClientRect())) note("print-furniture", element);
    }
    const paper = ground(document.body);
    if (paper && luminance(paper) < 0.9) note("print-paper", document.body);
    for (const { element } of texts()) {
      const below = ground(element);
      if (below && contrast(over(colour(getComputedStyle(element).color), below), below) < 4.5) note("print-contrast", element);
    }
    for (const link of document.querySelectorAll(".row a[href^=http], .sources li a[href^=http]")) {
      const written = getComputedStyle(link, "::after").content;
      const shown = link.closest("li, p, .row").textContent;
      if (isShown(link) && !written.includes("href") && !written.includes(link.getAttribute("href").slice(8, 30)) && !shown.includes(link.getAttribute("href"))) note("print-address", link);
    }
    for (const row of document.querySelectorAll(".row, .term, .event, .sources li, h1, .provenance")) {
      if (!isShown(row)) note("print-lost", row);
    }
  }

  function lookWithoutScript() {
    for (const element of document.querySelectorAll("h1, .row, .term, .event, .sources li, .corrections li, .key-points li, .card-title, .provenance, figcaption")) {
      if (!isShown(element) && !element.closest("template, [hidden]")) note("hidden-without-script", element);
    }
    for (const control of document.querySelectorAll("button, input, select, textarea, [role=button], dialog[open]")) {
      const works = control.closest("[popover]") || control.hasAttribute("popovertarget") || control.hasAttribute("commandfor");
      if (isShown(control) && !works) note("idle-control", control);
    }
    for (const link of document.querySelectorAll('a[href^="#"]')) {
      const target = document.getElementById(decodeURIComponent(link.getAttribute("href").slice(1)));
      if (isShown(link) && target && !isShown(target) && !target.matches(".anchor")) note("hidden-target", link);
    }
  }

  // How many elements of the page begin on the first screen, up to the last of them.
  function lastOnFirstScreen() {
    const all = [...document.querySelectorAll("*")];
    let last = 0;
    for (const [index, element] of all.entries()) {
      const box = element.getBoundingClientRect();
      if (box.height > 0 && box.top < innerHeight && isShown(element)) last = index;
    }
    return last + 1;
  }

  function languageLinks() {
    return [...document.querySelectorAll("nav a[hreflang]")].filter(isShown).map((each) => [each.href, each.hreflang]);
  }

  function words() {
    return texts(document.querySelector("main")).map((each) => each.words);
  }

  const tasks = {
    everything: () => { lookAtArabic(); lookAtContrast(); lookAtTheme(); lookAtWidth(); lookAtOverlaps(); lookAtMotion(); },
    contrast: lookAtContrast,
    width: () => { lookAtWidth(); lookAtOverlaps(); },
    forced: lookAtForcedColours,
    print: lookAtPrint,
    plain: lookWithoutScript,
    finishKeyboard,
  };
  if (task in tasks) {
    tasks[task]();
    return found;
  }
  // Of many elements alike, as rows and links are, the first few: their places in the list.
  function examples(selector) {
    const counts = new Map();
    return [...document.querySelectorAll(selector)].flatMap((each, index) => {
      const kind = [each, each.parentElement].map((one) => `${one.localName}.${one.className}`).join(" ");
      const key = `${kind} ${each.closest("section, nav, header, footer")?.className} ${each.closest("[lang]").lang}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return counts.get(key) <= 2 ? [index] : [];
    });
  }

  return { examples, prepareKeyboard, lastOnFirstScreen, languageLinks, words }[task](given);
}
